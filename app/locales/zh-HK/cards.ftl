### 智能卡及通行密鑰：持有人所見的文字。

## Methods, in a sentence

method-smartcard = 智能卡
method-passkey = 通行密鑰
method-x509 = 附證書的智能卡
method-one-time-pass = 密碼及一次性通行碼

## Choice of method

smartcard-log-in = 以智能卡登入
card-set-up-link = 以智能卡設定雙重認證登入
two-factor-passkey = 如你已新增通行密鑰，可用它代替兩者。

## Login by smartcard

card-title = 以智能卡登入
card-set-up-title = 以智能卡設定雙重認證登入
card-lead = 請先把智能卡插入讀卡器，然後繼續。
card-extension-only = 智能卡只供獲延期的參與者及用戶登入終端機。其他人士可在此設定雙重認證登入，由智能卡證明你的身份。
card-closed-but = 智能卡已不能登入終端機，但仍可證明你的身份，讓你在此設定雙重認證登入。
card-bound = 智能卡已綁定至你的帳戶。請以智能卡登入。
participant-optional = 參與者代號（可留空）
user-optional = 用戶代號（可留空）
card-names-hint = 如智能卡能自行識別你，請把此項及用戶代號留空。
card-continue = 以智能卡繼續
card-next = 下一步，瀏覽器會要求讀取智能卡並輸入其 PIN。
card-other-way = 以密碼及驗證碼登入
card-needs-script = 智能卡需要 JavaScript，而此瀏覽器已把它關閉。以下方式無須使用它：
binding-have = 你收到綁定碼？
binding-link = 綁定智能卡
certificate-old = 你的智能卡載有舊式證書？
certificate-link = 以證書登入
card-half-participant = 請同時輸入參與者代號，或把兩項留空
card-half-user = 請同時輸入用戶代號，或把兩項留空
card-no-such-names = 沒有帳戶可有此參與者代號及用戶代號。請檢查兩項，或把兩項留空。
card-unavailable = 此網址不能使用智能卡。請以密碼及驗證碼登入，並通知結算所。

## Binding a smartcard

binding-title = 綁定智能卡
binding-lead = 新的智能卡只須綁定一次，其後便可用它登入。
binding = 綁定碼
binding-hint = 三組字母及數字，每組四個字元，與智能卡一併交給你。
binding-next = 下一步，瀏覽器會要求讀取智能卡並輸入其 PIN。
binding-none-title = 沒有綁定碼？
binding-none = 你的智能卡可能無須綁定碼：請先嘗試以智能卡登入。如未能登入，請向授權管理人索取綁定碼。
binding-already = 以已綁定的智能卡登入
missing-binding = 請輸入綁定碼
binding-shape = 綁定碼為三組字母及數字，每組四個字元。請檢查後重新輸入。
binding-refused = 三項資料不相符，或綁定碼已使用或過期。請檢查資料，或請授權管理人發出新的綁定碼。
binding-closed = 智能卡已不能綁定。請以密碼及驗證碼登入。
binding-unavailable = 這裏暫時不能綁定智能卡，你無須採取任何行動。請以密碼及驗證碼登入，並通知結算所。
binding-not-allowed = 此帳戶並非使用中。請向你的授權管理人查詢。
card-demonstration = 這是示範：這裏不會檢查智能卡的型號，因此任何安全密鑰均可代替智能卡。

## The browser asks card or passkey

ceremony-card-title = 請插入智能卡並輸入 PIN
ceremony-card-lead = 瀏覽器會開啟自己的視窗。請按指示在該視窗輸入 PIN；本頁不會看見 PIN。
ceremony-card-asking = 正在等候智能卡⋯⋯
ceremony-card-again = 再次讀取智能卡
ceremony-card-not-allowed = 智能卡沒有回應：可能是找不到智能卡、要求已取消或時間太長，或 PIN 因多次輸入錯誤而被鎖。請檢查智能卡及讀卡器後再試。如 PIN 被鎖，請聯絡授權管理人；其間請以密碼及驗證碼登入。
ceremony-card-back = 返回智能卡登入的開始
ceremony-binding-title = 綁定智能卡：請插入智能卡並輸入 PIN
ceremony-binding-lead = 瀏覽器會開啟自己的視窗。如有多個位置可選，請選擇智能卡或安全密鑰，並在該視窗輸入 PIN；本頁不會看見 PIN。
ceremony-binding-back = 返回輸入綁定碼
ceremony-proof-title = 請證明你的身份
ceremony-proof-lead = 請使用你持有的智能卡或通行密鑰。瀏覽器會開啟自己的視窗；本頁不會看見你在該視窗輸入的內容。
ceremony-proof-asking = 正在等候智能卡或通行密鑰⋯⋯
ceremony-proof-again = 再試一次
ceremony-proof-not-allowed = 沒有任何回應：可能是找不到智能卡或通行密鑰、要求已取消或時間太長，或智能卡的 PIN 因多次輸入錯誤而被鎖。請檢查後再試。如 PIN 被鎖或遺失智能卡，請聯絡授權管理人。
ceremony-proof-back = 返回輸入啟用碼
ceremony-proof-other = 使用授權管理人交給你的交接碼
ceremony-passkey-title = 使用通行密鑰
ceremony-passkey-lead = 瀏覽器會要求使用通行密鑰。請如常以此裝置的 PIN、指紋或容貌確認。
ceremony-passkey-asking = 正在等候通行密鑰⋯⋯
ceremony-passkey-again = 再次使用通行密鑰
ceremony-passkey-not-allowed = 沒有通行密鑰回應：可能是此裝置沒有你的通行密鑰、要求已取消或時間太長。請再試，或以密碼及驗證碼登入。
ceremony-adding-title = 新增通行密鑰
ceremony-adding-lead = 瀏覽器會詢問把通行密鑰存放在哪裏。請以 PIN、指紋或容貌確認。
ceremony-adding-asking = 正在等候你的裝置⋯⋯
ceremony-adding-again = 再試一次
ceremony-adding-not-allowed = 未有建立通行密鑰：可能是此裝置不能存放、要求已取消或時間太長。請再試，或如常使用密碼及驗證碼。
ceremony-adding-back = 返回你的通行密鑰
ceremony-sending = 正在核對回應⋯⋯
ceremony-for = 帳戶
ceremony-until = 有效至
ceremony-needs-script = 這個步驟需要 JavaScript，而此瀏覽器已把它關閉。未有作任何更改。
ceremony-asleep = 如果沒有任何反應，表示此瀏覽器不能執行這個步驟所需的 JavaScript 及 WebAssembly。未有作任何更改；請以下方連結返回。
ceremony-unsupported = 此瀏覽器不能在這裏提出要求。請使用最新版本的 Edge、Chrome、Firefox 或 Safari，或採用下方的其他方式。
ceremony-insecure = 瀏覽器拒絕在此網址提出要求。請確定你開啟的是結算所提供的網址，並以 https 開首；否則請採用下方的其他方式。
ceremony-failed = 瀏覽器與你的裝置之間發生錯誤，未有作任何更改。請再試，或採用下方的其他方式。

## What was refused

ceremony-over = 時間超過五分鐘，或該步驟已經完成。資料不會遺失，請在此重新開始。
card-unknown = 我們不認識這張智能卡。請確定沒有插錯。如你收到綁定碼，請先綁定智能卡；否則請聯絡授權管理人，或以密碼及驗證碼登入。
card-other-user = 這張智能卡並不屬於你輸入的參與者代號及用戶代號。請檢查兩項，或使用你自己的智能卡。
card-suspended = 這張智能卡已暫停使用，不能登入。請以密碼及驗證碼登入，並向授權管理人查詢。
card-retired = 這張智能卡已註銷。請以密碼及驗證碼登入。
card-not-verified = 智能卡沒有要求輸入 PIN。請再試，並在瀏覽器要求時輸入 PIN，或以密碼及驗證碼登入。
card-copied = 這張智能卡可能已被複製，因此我們沒有接受。請立即通知你的授權管理人，並以密碼及驗證碼登入。
card-not-genuine = 我們未能核實智能卡的回應。請再試；如再次失敗，請以密碼及驗證碼登入，並通知結算所。
card-untrusted = 這不是結算所信任的智能卡。請使用發給你的智能卡，或以密碼及驗證碼登入。
card-synced = 該處的密鑰會複製到其他裝置，因此並非智能卡。請在瀏覽器詢問位置時選擇智能卡，或以密碼及驗證碼登入。
card-held-already = 這張智能卡已經登記。如屬於你，請以它登入；如不屬於你，請聯絡你的授權管理人。
card-not-allowed = 智能卡正確，但帳戶並非使用中。請授權管理人重新啟用帳戶。
card-closed = 你已不能以智能卡登入。請以密碼及驗證碼登入。
passkey-unknown = 我們不認識這個通行密鑰，它可能已在此移除。請以密碼及驗證碼登入，並從裝置刪除它。
passkey-other-user = 這個通行密鑰屬於另一帳戶。請選擇你自己的通行密鑰，或以密碼及驗證碼登入。
passkey-not-verified = 你的裝置沒有要求 PIN、指紋或容貌。請設定螢幕鎖定後再試，或以密碼及驗證碼登入。
passkey-copied = 這個通行密鑰可能已被複製，因此我們沒有接受。請以密碼及驗證碼登入，移除該通行密鑰，並通知你的授權管理人。
passkey-not-genuine = 我們未能核實通行密鑰的回應。請再試，或以密碼及驗證碼登入。
passkey-held-already = 此裝置已存有你帳戶的通行密鑰，你可以直接使用。
passkey-not-allowed = 此帳戶現時不能以通行密鑰登入。請以密碼及驗證碼登入；如仍失敗，請聯絡你的授權管理人。
passkey-closed = 通行密鑰尚未能為你開啟終端機。在結算所公布日期之前，請以智能卡登入。
proof-over = 時間超過五分鐘，或該步驟已經完成。請輸入啟用碼重新開始。
proof-unknown = 我們不認識這張智能卡或這個通行密鑰。請輸入啟用碼，並使用你曾用作登入的一個，或向授權管理人索取交接碼。
proof-other-user = 這張智能卡或這個通行密鑰屬於其他人。請輸入啟用碼重新開始，並使用你自己的。
proof-suspended = 這張智能卡已暫停使用，不能證明身份。請向授權管理人查詢，或索取交接碼。
proof-retired = 這張智能卡已註銷。請向授權管理人索取交接碼。
proof-not-verified = 未有要求 PIN、指紋或容貌。請輸入啟用碼重新開始，並在瀏覽器要求時輸入 PIN。
proof-copied = 這張智能卡或這個通行密鑰可能已被複製，因此我們沒有接受。請立即通知你的授權管理人，並索取交接碼。
proof-not-genuine = 我們未能核實智能卡或通行密鑰的回應。請輸入啟用碼重新開始，或向授權管理人索取交接碼。
proof-not-allowed = 此帳戶現時不能設定。請向你的授權管理人查詢。

## Passkeys

use-passkey = 使用通行密鑰
passkeys-title = 通行密鑰
passkeys-what = 通行密鑰讓你以裝置的 PIN、指紋或容貌登入，代替密碼及驗證碼。它不會被誤輸入虛假頁面，亦無須收取郵件。
passkeys-lose = 即使失去最後一個通行密鑰，也沒有影響：密碼及驗證碼始終可用。
passkeys-yours = 你的通行密鑰
passkeys-empty = 你尚未有通行密鑰。
passkeys-none = 你尚未有通行密鑰。通行密鑰比密碼及驗證碼更安全，亦無須收取郵件。
passkeys-lead = 每一個均可單獨用作登入。即使失去最後一個，你亦不會被鎖在外：密碼及驗證碼仍然可用。
passkeys-add-link = 新增通行密鑰
passkeys-manage-link = 新增、重新命名或移除通行密鑰
passkey-added = 於{ $time }新增
never-used = 尚未使用
passkey-add-title = 新增通行密鑰
passkey-add = 新增通行密鑰
passkey-add-next = 下一步，瀏覽器會詢問把通行密鑰存放在哪裏。
passkey-name = 名稱
passkey-name-hint = 方便日後辨認，例如存放它的裝置。
passkey-current-hint = 以確定是你本人新增。
passkey-needs-script = 新增通行密鑰需要 JavaScript，而此瀏覽器已把它關閉。重新命名及移除則無須使用它。
passkey-rename = 重新命名
passkey-rename-of = 重新命名「{ $name }」
passkey-new-name = 新名稱
passkey-remove = 移除
passkey-remove-of = 移除「{ $name }」
passkey-remove-means = 移除後立即不能用作登入。其後請在存放它的裝置上一併刪除。
missing-passkey-name = 請輸入通行密鑰的名稱
passkey-name-too-long = 名稱太長。請最多使用{ $max }個字元。
notice-passkey-added = 通行密鑰已新增。由現在起，你可以用它登入。
notice-passkey-renamed = 通行密鑰已重新命名。
notice-passkey-removed = 通行密鑰已在此移除。請在你的裝置上一併刪除。
passkeys-not-ready = 請先設定密碼及驗證碼，然後才可新增通行密鑰。
passkeys-policy = 結算所不接受通行密鑰。請以密碼及驗證碼登入。
passkeys-too-many = 你的通行密鑰數目已達帳戶上限。請先移除一個，再新增另一個。
passkeys-unavailable = 此網址不能使用通行密鑰。請如常以密碼及驗證碼登入。

## Account

address-none = 尚未登記地址，請聯絡你的授權管理人。
password-none = 尚未設定
account-set-up = 智能卡已證明你的身份，你無須啟用碼。只須設定密碼，並確認你收到我們的郵件。
failures-advice-card = 如非你本人嘗試登入，請通知你的授權管理人。
own-cards-title = 智能卡
own-cards-lead = 如遺失智能卡，請立即通知你的授權管理人：一個人便可以把它停用。
own-card-issued = 可以使用；尚未在此使用
own-card-bound = 可以使用
own-card-suspended = 已暫停使用，不能登入。請向授權管理人查詢。
own-card-retired = 已註銷
own-card-certificate = 證書
own-card-since = 於{ $time }登記

## Set-up, now or later

reminder-title = 現在設定雙重認證登入？
reminder-days = { $days ->
    [0] 智能卡今天起不能再登入終端機。
   *[other] 智能卡將於{ $days }日後停止登入終端機。
}
reminder-some-day = 智能卡將會停止登入終端機。結算所將會公布日期。
reminder-how = 智能卡已證明你的身份，因此只需兩個步驟：設定密碼，並確認你收到我們的郵件。
reminder-no-address = 你尚未有登記電郵地址，因此現在不能設定。請授權管理人為你登記。
reminder-now = 現在設定雙重認證登入
reminder-later = 稍後再說
reminder-go-on = 繼續
reminder-again = { $days ->
    [0] 你下次以智能卡登入時，我們會再次詢問。
   *[other] 我們會在{ $days }日後再次詢問。
}

## Help

help-card-title = 智能卡
help-card = 請先插入智能卡，再以它登入，並在瀏覽器的視窗輸入 PIN。多次輸入錯誤後，智能卡會鎖上 PIN：授權管理人可以協助，而密碼及驗證碼無須智能卡亦可使用。
help-passkey-title = 通行密鑰
help-passkey = 通行密鑰讓你以裝置的 PIN、指紋或容貌登入。你可以在「你的帳戶」新增。密碼及驗證碼仍可同時使用。
set-up-certificate-first = 你持有智能卡，請先出示：在「以智能卡登入」頁面用該卡的證書登入，然後由該處開始設定。如已沒有該卡，請在啟用碼旁一併輸入授權管理人給你的交接碼。
