# 查詢服務：尋找致電者、問題所在及應對說話，以及參與者的全部資料。

## 尋找致電者

enquiry-title = 尋找致電者
enquiry-lead = 請先詢問致電者畫面上的參考編號，亦可用姓名或用戶代號尋找。
enquiry-q = 參考編號、用戶代號或姓名
enquiry-q-hint = 例如畫面上的 1N8ZQ4-T07KXM、郵件內的 K7Q2、CAAA001、CAAA/CAAA001、Chan 或陳
enquiry-find = 尋找
enquiry-never = 切勿要求對方提供密碼、驗證碼或啟用碼。開啟任何人的頁面均會留下紀錄。
enquiry-referred = 此參考編號的紀錄
enquiry-nobody-known = 未能確認是誰
enquiry-users = 找到的人員
enquiry-list-title = 用戶
enquiry-listed = { $count }名用戶
enquiry-no-match = 沒有相符的用戶。
enquiry-list-q = 用戶代號或姓名
enquiry-to-list = 按公司及狀態列出用戶
enquiry-only = 用戶屬於
enquiry-only-all = 全部
enquiry-chip-firm = 參與者：{ $firm }
enquiry-first = 返回第一頁
enquiry-nobody = 找不到「{ $q }」。
enquiry-shown = 載有此參考編號的頁面於{ $time }顯示，但沒有記錄任何用戶資料。
enquiry-secret = 這看來是致電者不應透露的代碼，請提醒對方不要讀出。參考編號是兩組各六個字符，或合共四個字符。
enquiry-try-id = 請對方提供參與者代號及用戶代號，並以 CAAA/CAAA001 的形式輸入。
enquiry-try-name = 試以英文或中文姓名的一部分尋找。
enquiry-try-reference = 請對方逐個字符再讀一次參考編號。編號內不會有字母 I、L、O 及 U。

## 問題所在及應對說話

enquiry-wrong = 問題所在
enquiry-say = 可以這樣回覆
enquiry-also = 另外
matter-disabled = 帳戶已停用，任何人均不能以此登入。
say-disabled = 你的帳戶現時停用。請聯絡貴公司的授權管理人（DA）重新啟用，並須由另一名 DA 同意。你的密碼及智能卡維持不變。
matter-dormant = 帳戶長期沒有使用，現處於休眠狀態。
say-dormant = 你的帳戶因長期沒有使用而休眠。請聯絡貴公司的授權管理人（DA）恢復使用，並須由另一名 DA 同意。
matter-no-address = 尚未登記電郵地址，因此未能設定雙重認證登入。
say-no-address = 貴公司尚未為你登記電郵地址，請聯絡貴公司的授權管理人（DA）。另一名 DA 同意後，你便會收到載有啟用碼的郵件。
matter-address-waits = 電郵地址已提出，正等待另一人批核。
say-address-waits = 你的電郵地址正在貴公司內等待批核，請聯絡授權管理人（DA）處理。其後你會收到載有啟用碼的郵件。
matter-set-up-not-open = 電郵地址已登記，但現階段用戶仍未可設定。
say-set-up-not-open = 你的電郵地址已經登記，無須再做任何事。設定開放後，系統會自動寄出啟用碼。在此之前，請以智能卡登入。
matter-activation-coming = 啟用碼尚未寄出。系統正分批寄出。
say-activation-coming = 你的啟用碼即將寄出，今天會以郵件送達。在此之前無須做任何事。
matter-activation-missing = 電郵地址已登記，但沒有可用的啟用碼。
say-activation-missing = 你沒有有效的啟用碼，我現在為你寄出新的，請只使用最新的郵件。
matter-activation-sent = 啟用碼已於{ $sent }寄出，有效至{ $until }。設定尚未完成。
say-activation-sent = 請尋找載有啟用碼的郵件，並檢查垃圾郵件及隔離區，然後在登入頁選擇「設定」。如找不到，我可以再寄一次，只有最新的一封有效。
matter-activation-expired = 啟用碼未曾使用，已於{ $time }失效。
say-activation-expired = 你的啟用碼已經過期，我現在為你寄出新的，請只使用最新的郵件。
matter-paused = 多次嘗試失敗。未曾使用過的瀏覽器暫停登入至{ $time }。
say-paused = 由於多次嘗試失敗，登入已暫停，稍後會自動恢復。你可以現在就用以往登入過的瀏覽器再試。如果並非你本人嘗試，請告訴我。
matter-paused-open = 連續輸入太多錯誤的驗證碼，登入已暫停，須由人手解除。
say-paused-open = 由於多次輸入錯誤的驗證碼，登入已暫停。是你本人嗎？如是，我或貴公司的授權管理人（DA）可以即時解除。如不是，請在解除後更改密碼。
matter-address-refuses = 郵件系統拒收寄往登記地址的郵件，驗證碼無法送達。
say-address-refuses = 我們寄給你的郵件遭退回。請向貴公司的資訊科技部門查詢郵箱是否存在、能否接收我們的郵件。如地址已更改，可請授權管理人（DA）登記新地址。
matter-two-factor-not-open = 密碼已設定，但現階段密碼及驗證碼仍未可開啟終端機。
say-two-factor-not-open = 你已準備妥當，一切正常。在雙重認證登入開放之前，請以智能卡登入。
matter-cards-stopped = 用戶的所有智能卡均已暫停或註銷。
say-cards-stopped = 你的智能卡已停止使用。如已設定密碼及驗證碼，可用以登入。職員經兩人同意後可恢復智能卡。
matter-nothing = 據現有資料，此用戶可以正常登入。
say-nothing = 據我所見，你可以登入。請再試一次，並讀出畫面上的參考編號。

failure-wrong-password = 密碼不正確。
say-wrong-password = 密碼不符。請再輸入一次，並檢查大寫鎖定及鍵盤語言。如忘記密碼，可請授權管理人（DA）申請重設。
failure-not-set-up = 在完成設定之前嘗試登入。
say-not-set-up = 你須先以郵件內的啟用碼設定雙重認證登入。
failure-out-of-use = 用戶嘗試登入時，帳戶並非使用中。
say-out-of-use = 你嘗試登入時，帳戶並非使用中。現已恢復，請再試一次。
failure-too-many = 由於之前多次嘗試失敗，系統沒有作出核對。
say-too-many = 之前多次嘗試失敗，現已恢復，請再試一次。
failure-two-factor-closed = 密碼正確，但當時的階段仍未開放密碼及驗證碼登入。
say-two-factor-closed = 你嘗試時，雙重認證登入尚未開放。請現在再試。
failure-cards-closed = 在智能卡登入關閉後使用了智能卡。
say-cards-closed = 智能卡已不能開啟終端機，請以密碼及驗證碼登入。如尚未設定，智能卡仍可用於設定：請在智能卡頁選擇「設定」。
failure-cards-gone = 在智能卡永久停用後使用了智能卡。
say-cards-gone = 智能卡已永久停用，請以密碼及驗證碼登入。
failure-wrong-code = 驗證碼不正確。
say-wrong-code = 驗證碼不符。請使用參考編號與畫面相同的郵件，並輸入全部數字。請不要向我讀出驗證碼。
failure-wrong-pass = 一次性通行碼不正確、已使用或已失效。
say-wrong-pass = 一次性通行碼無效：每個只限你本人使用一次，而且只在數分鐘內有效。如已失效，可再申請。
failure-wrong-activation = 名稱與啟用碼不符，或啟用碼已使用或失效。
say-wrong-activation = 啟用碼與你的參與者代號及用戶代號不符，或已寄出較新的啟用碼。請只使用最新的郵件，我亦可再寄一次。
failure-set-up-closed = 啟用碼正確，但當時尚未開放設定。
say-set-up-closed = 你嘗試時，設定尚未開放。請現在再試。
failure-card-first = 此用戶須先以智能卡登入，方可設定。
say-card-first = 請先以智能卡登入，然後在該處設定：智能卡是你的第二項證明。
failure-unknown = 使用了沒有人登記的智能卡或通行密鑰。
say-unknown = 我們沒有這張智能卡或這個通行密鑰的紀錄，請檢查是否拿錯。新卡須先登記。
failure-other-user = 使用了另一用戶的智能卡或通行密鑰。
say-other-user = 這張智能卡或這個通行密鑰屬於另一人。請檢查是誰的，以及你輸入的用戶代號。
failure-suspended = 使用了已暫停的智能卡。
say-suspended = 這張智能卡已暫停。請使用密碼及驗證碼；職員經兩人同意後可恢復智能卡。
failure-retired = 使用了已註銷的智能卡。
say-retired = 這張智能卡已永久停用。請使用密碼及驗證碼，或你較新的智能卡。
failure-not-verified = 智能卡或通行密鑰沒有要求輸入 PIN、指紋或面容。
say-not-verified = 請再試一次，並在要求時輸入 PIN，或使用指紋或面容。
failure-over = 該步驟超過五分鐘，或頁面重複使用。
say-over = 時間太長。請重新開始，並在五分鐘內完成。
failure-closed = 當時的階段，智能卡或通行密鑰未能開啟任何服務。
say-closed = 你嘗試時，該登入方法尚未向你開放。請使用密碼及驗證碼。
failure-ended = 使用了證書已到期或遭撤銷的智能卡。
say-ended = 你智能卡上的證書已失效。請向授權管理人（DA）申請另一張卡，或使用密碼及驗證碼。
failure-doubtful = 使用了未能信任的智能卡或通行密鑰。
say-doubtful = 我們未能接受該智能卡或通行密鑰。請取出智能卡再插入，並以另一瀏覽器再試。如仍然失敗，請使用密碼及驗證碼。
failure-wrong-binding = 名稱與綁定碼不符，或綁定碼已使用或失效。
say-wrong-binding = 信件內的代碼不符、已使用或已失效，可再申請。
failure-test = 連線測試未能通過。
say-test = 連線測試發現問題。請參閱測試結果及應由誰處理；我在下方看到相同內容。
failure-page = 頁面拒絕顯示：找不到、沒有權限，或屬我們的故障。
say-page = 你已經登入，但某一頁不供你使用，或發生故障。請告訴我你想做甚麼。

## 一名用戶

enquiry-back = 尋找另一名致電者
enquiry-acts = 你可以做的事
enquiry-two-people = 以下須由另一人同意：
enquiry-propose-address = 登記或更改電郵地址
enquiry-propose-reset = 重設密碼
enquiry-propose-enable = 恢復帳戶
enquiry-propose-pass = 申請一次性通行碼
enquiry-propose-exception = 申請延期或提早轉換
enquiry-propose-binding = 申請智能卡綁定碼
enquiry-cards = 停用智能卡
enquiry-stands = 帳戶狀況
enquiry-phase = 此用戶現處階段
enquiry-held = 智能卡、通行密鑰及登入
enquiry-none = 沒有
enquiry-address-hidden = 已登記；檢視人員不會看到地址
enquiry-refused-since = 自{ $time }起拒收郵件
enquiry-mail-accepted = 我們的郵件伺服器已接收郵件。
enquiry-session = 於{ $time }以{ $method }登入
enquiry-viewer = 職員：檢視
enquiry-operator = 職員：操作
enquiry-approver = 職員：批核

## 時間線內的郵件

enquiry-mail = 郵件：{ $kind }
mail-for-code = 驗證碼
mail-for-activation = 啟用碼
mail-for-pause = 登入暫停
mail-for-account = 帳戶使用狀況
mail-for-password = 已更改密碼
mail-for-address = 電郵地址
mail-for-reset = 重設
mail-for-roles = 職權
mail-for-card = 智能卡
mail-for-passkey = 通行密鑰
mail-for-request = 待決申請
mail-for-pass = 一次性通行碼
mail-for-reminder = 提示
mail-for-schedule = 時間表
mail-for-briefing = 簡介會
mail-for-guide = 用戶指南
mail-for-notice = 通知
mail-fate-waiting = 等待寄出
mail-fate-deferred = 延遲
mail-fate-accepted = 已接收
mail-fate-refused = 遭拒收
mail-fate-useless = 沒有寄出
mail-fate-waiting-means = 即將寄出。
mail-fate-deferred-means = 郵件系統尚未接收，系統會自動再試。
mail-fate-accepted-means = 我們的郵件伺服器於{ $time }接收。
mail-fate-refused-means = 郵件系統拒收。
mail-fate-refused-with = 郵件系統拒收，回應為 { $answer }。
mail-fate-useless-means = 輪到寄出時已無需要。

## 全部參與者

firms-title = 結算參與者
firms-lead = 按代號列出全部結算參與者。
firms-readiness = 準備就緒聲明及資料套件
firms-search = 以代號或名稱尋找
firms-all = 全部參與者
firms-behind = 有用戶未準備就緒
firms-no-pair = 沒有可運作的一對管理人
firms-never-came = 管理人從未登入
firms-exception = 有例外安排
firms-ready = 已準備就緒
firms-found = { $count } 個參與者
firms-no-match = 沒有相符的參與者。
firms-firm = 參與者
firms-active = 使用中用戶
firms-registered = 已登記
firms-able = 可以登入
firms-used = 已使用
firms-marks = 值得留意
firms-behind-count = { $count } 名未準備就緒

## 一個參與者

firm-title = { $name }（{ $code }）
firm-back = 全部參與者
firm-takeaway = { $active } 名使用中用戶，{ $ready } 名可用雙重認證登入。
firm-blocked = { $count ->
    [0] 下一次關閉（{ $time }）不會令任何人無法登入。
   *[other] 下一次關閉（{ $time }）將令 { $count } 名用戶無法登入。
}
firm-no-pair = 此公司沒有可運作的一對授權管理人（DA），未能自行作出任何批核。職員可由兩人代為登記電郵地址及職權。
firm-act-people = 其用戶
firm-act-call-back = 回電號碼
firm-act-exception = 申請例外安排
firm-act-campaign = 提示其用戶
firm-act-propose = 代公司申請
firm-act-contingency = 一次性通行碼
firm-category = 類別
firm-model = 所需管理人
firm-pair = 一名經辦人及一名覆核人
firm-sole = 可由一人擔任
firm-call-back = 回電號碼
firm-no-number = 沒有紀錄
firm-whole = 整間公司：
firm-not-declared = 尚未就下一次關閉作出聲明
firm-package = 已於{ $time }確認
firm-no-package = 尚未確認現行版本
firm-guide = { $document }，版本 { $version }，已於{ $time }確認
firm-briefing = { $seats } 個座位，{ $came } 人出席
firm-administrators = 授權管理人（DA）
firm-no-administrators = 此公司沒有授權管理人（DA）。
firm-has-pair = 有一名經辦人及一名覆核人可以登入並互相配合。
firm-able = 可以處理
firm-users-title = 用戶
firm-users = 用戶狀況
firm-domains = 電郵網域
firm-domain = 網域
firm-refused = 拒收郵件
firm-no-domains = 尚未登記任何電郵地址。
firm-failed = 最近一次測試未能通過
firm-waiting = 等待決定
firm-nothing-waits = 沒有待決事項。
firm-for-staff = { $count } 項須由職員決定
firm-audit = 審計紀錄內關於此公司的全部資料
