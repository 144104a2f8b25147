### 頁面文字（繁體中文）。用語一致：登入、密碼、一次性驗證碼、啟用碼、智能卡、授權管理人、結算參與者。

## Frame

service-name = 終端機登入
house-unnamed = 結算所
title = { $title } – { $service }
title-error = 錯誤：{ $title } – { $service }
skip = 跳至主要內容
navigation = 你的頁面
portal-link = 用戶
monitor-link = 採用情況
account-link = 你的帳戶
log-out = 登出
help-link = 說明
support-hotline = 熱線
support-email = 電郵
demo-mail-link = 示範郵件
english-prevails = 中英文版本如有歧異，以英文版本為準。
problem-title = 請更正以下問題

## Phase

phase-registration = 現正登記電郵地址。請照常以智能卡登入終端機。
phase-preparation = 用戶現可設定雙重認證登入。在並行運作開始前，請以智能卡登入終端機。
phase-connectivity-test = 連線測試期間，你可以作測試登入。請照常以智能卡登入終端機。
phase-parallel-run = 並行運作期間，你可以用密碼及一次性驗證碼登入，亦可用智能卡登入。
phase-two-factor-only = 請以密碼及一次性驗證碼登入。智能卡已不能登入終端機。
phase-coming = ，尚餘{ $days }日：
phase-coming-soon = ，一日之內：
phase-do-set-up = 請在此之前設定雙重認證登入。其後智能卡不能登入終端機。
phase-do-last = 其後智能卡將永久失效。
phase-extension = 你獲延期：智能卡可登入終端機至{ $until }。
phase-early-move = 你已提早轉用：只可以雙重認證登入終端機。此安排至{ $until }為止。

## Choice of method

methods-title = 你想用哪種方式登入？
needs = 你需要：
tag-not-yet = 尚未開放
tag-test-only = 僅供測試
tag-ended = 已停用
tag-demo = 示範
two-factor-title = 密碼及一次性驗證碼
two-factor-open = 先輸入密碼，再輸入我們以電郵發給你的驗證碼。
two-factor-test = 先輸入密碼，再輸入我們以電郵發給你的驗證碼。測試登入不會開啟終端機。
two-factor-closed = 這種方式尚未能開啟終端機。授權管理人及職員現可用它登入自己的頁面。
two-factor-needs-names = 參與者代號及用戶代號
two-factor-needs-password = 你的密碼
two-factor-needs-mailbox = 公司為你登記的電郵郵箱
two-factor-log-in = 以密碼及驗證碼登入
two-factor-log-in-test = 作測試登入
two-factor-log-in-own = 登入自己的頁面
smartcard-title = 智能卡
smartcard-open = 插入智能卡，並在瀏覽器要求時輸入 PIN。
smartcard-closed = 智能卡已不能登入終端機。請以密碼及一次性驗證碼登入。
smartcard-extension = 貴公司獲延期？
smartcard-needs-card = 你的智能卡及讀卡器
smartcard-needs-pin = 智能卡的個人識別碼（PIN）
first-time = 首次使用？
set-up-link = 設定雙重認證登入

## Password

login-title = 以密碼及驗證碼登入
login-step = 第{ $step }步，共{ $of }步
login-next = 下一步，我們會以電郵發出一次性驗證碼。
participant = 參與者代號
participant-hint = 貴公司在結算所的代號
user = 用戶代號
password = 密碼
password-show = 顯示
password-hide = 隱藏
continue = 繼續
log-in = 登入
forgot-link = 忘記密碼？
other-ways = 查看所有登入方式
missing-participant = 請輸入參與者代號
missing-user = 請輸入用戶代號
missing-password = 請輸入密碼
login-refused = 參與者代號、用戶代號與密碼不相符。請檢查三項資料後再試。
login-closed-until = 失敗次數過多。請在{ $time }之後再試。
login-paused = 此帳戶因多次失敗而暫停使用。請聯絡你的授權管理人解除。
login-stale = 頁面已過時，未能使用。請重新輸入密碼。
login-not-open = 密碼及驗證碼尚未能開啟終端機。在結算所公布日期之前，請以智能卡登入。
busy = 系統現正繁忙，未有處理你的要求。請稍候再試。
notice-logged-out = 你已登出。
notice-login-needed = 請先登入，才可查看該頁面。
notice-start-again = 該次登入已結束。請在此重新開始。
notice-password-changed = 密碼已更改，所有登入時段已結束。請以新密碼登入。

## One-time code

code-title = 輸入一次性驗證碼
code-title-set-up = 以驗證碼確認你的郵箱
code-sent-to = 我們已把{ $digits }位數字的驗證碼發送至{ $address }。
code = 一次性驗證碼
code-hint = { $digits }位數字，可以包含空格或連字號。
finish-set-up = 完成設定
reference = 參考編號
reference-means = 郵件內亦載有此編號
code-expires = 驗證碼有效至
countdown-before = （尚餘
countdown-after = ）
countdown-over = （已過期）
code-left = 驗證碼有效時間尚餘{ $minutes }分鐘。
code-over = 驗證碼已過期。請索取新的驗證碼。
mail = 郵件
mail-queued = 正由我們的郵件系統發出
mail-sent = 已於{ $time }離開我們的郵件系統
mail-slow = 郵件現時較慢。我們會繼續嘗試，你無須採取任何行動。
mail-refused = 你的郵件系統拒收郵件。請授權管理人檢查你登記的地址。
no-mail-title = 未收到郵件？
no-mail-junk = 請在垃圾郵件及隔離郵件中尋找參考編號{ $reference }。
no-mail-address = 如該地址並不屬於你，請授權管理人更正。
resend = 再次發送郵件
resend-same = 驗證碼有效期間，我們會再次發送同一驗證碼；過期後則發送新的驗證碼。
resend-limits = 你還可以索取{ $left }次，每次須相隔{ $wait }秒。
resend-before = { "" }
resend-after = { " 後可再次索取" }
resend-now = 你現在可以再次索取郵件。
resend-none = 這次登入不能再發送郵件。請使用最後一封郵件，或重新開始。
resend-too-soon = 郵件剛剛發出。請在{ $time }之後再索取。
resend-no-more = 我們暫時不能再向你發送郵件。請使用最後一封郵件內的驗證碼，或稍後重新開始。
code-resent = 我們已要求郵件系統再發一封郵件，參考編號為{ $reference }。
start-again = 重新開始
code-empty = 請輸入郵件內的一次性驗證碼
code-shape = 一次性驗證碼為{ $digits }位數字。請查看郵件後重新輸入。
code-wrong = { $left ->
    [0] 驗證碼不正確，次數已用完。請重新開始。
   *[other] 驗證碼不正確。請確定郵件的參考編號為{ $reference }。你還可以嘗試{ $left }次。
}
code-expired = 該驗證碼已過期。請再次發送郵件以取得新的驗證碼。
code-expired-start-again = 該驗證碼已過期。請重新開始以取得新的驗證碼。
code-used-up = 這次登入的嘗試次數已用完。請重新開始以取得新的驗證碼。
code-closed-until = 此帳戶輸入錯誤驗證碼的次數過多。請在{ $time }之後再試。
code-paused = 此帳戶因多次輸入錯誤驗證碼而暫停使用。請聯絡你的授權管理人解除。

## Set-up

set-up-title = 設定雙重認證登入
set-up-step = 第{ $step }步，共{ $of }步
set-up-lead = 只需三個步驟：輸入啟用碼、設定密碼、確認你收到我們的郵件。
set-up-already = 已完成設定？請登入
activation = 啟用碼
activation-hint = 三組字母及數字，每組四個字元，載於邀請你的郵件內。
activation-none-title = 沒有啟用碼？
activation-none = 公司登記你的地址而設定開放後，你會以電郵收到啟用碼。請先查看垃圾郵件及隔離郵件，再請授權管理人重新發送。
missing-activation = 請輸入郵件內的啟用碼
activation-shape = 啟用碼為三組字母及數字，每組四個字元。請查看郵件後重新輸入。
activation-refused = 三項資料不相符，或啟用碼已使用或過期。請檢查資料，或請授權管理人發出新的啟用碼。
activation-closed-until = 嘗試次數過多。請在{ $time }之後再試。
set-up-not-open = 設定尚未開放。結算所將會公布日期。
set-up-start-again = 該次設定已結束。請輸入啟用碼重新開始。
choose-password-title = 設定密碼
codes-will-go-to = 你的一次性驗證碼將會發送至{ $address }。
not-your-address = 這不是你的地址？請在此停止，並通知你的授權管理人。
password-rules = 密碼必須：
password-rule-length = 最少有{ $min }個字元
password-rule-names = 不能只是你的姓名、用戶代號或公司名稱加上少許字元
password-rule-guess = 不易猜中，亦不曾在其他地方外洩
password-rule-tip = 使用幾個互不相關的詞語，效果良好。可以使用空格，亦可以貼上。
new-password = 新密碼
password-live-of = { "個字元，最少須有" }
password-live-characters = { "個" }
password-live-enough = 長度足夠。繼續時我們會檢查其餘要求。
set-up-next-code = 下一步，我們會以電郵發出一次性驗證碼。
missing-new-password = 請輸入新密碼
password-too-short = 密碼有{ $have }個字元。請最少使用{ $min }個。
password-too-long = 密碼太長。請最多使用{ $max }個字元。
password-on-names = 密碼過於依賴你的姓名、用戶代號或公司名稱。請加入與此無關的詞語。
password-guessable = 這個密碼太容易猜中。請使用幾個互不相關的詞語。
password-blocklisted = 這個密碼在已知密碼的清單上。請另選一個。
password-same = 這是你現時的密碼。請另選一個。
done-title = 設定完成
done-lead = 密碼已設定，你亦已確認能收到我們的郵件。
codes-go-to = 驗證碼發送至
next-title = 接下來
done-next-now = 由現在起，你可以用密碼及一次性驗證碼登入。
done-next-own-pages = 你現在可以用密碼及一次性驗證碼登入自己的頁面；能否同時開啟終端機，視乎所處階段。
done-next-later = 密碼及驗證碼尚未能開啟終端機。結算所將會公布日期，在此之前請以智能卡登入。
done-keep = 請勿向任何人透露密碼。貴公司及結算所的人員都不會向你索取密碼或驗證碼。

## Account

account-title = 你的帳戶
terminal-yes = 你已登入。此登入時段可開啟終端機。
terminal-no = 你已登入。在現階段，此登入時段不會開啟終端機。
name = 姓名
firm = 公司
password-since = 於{ $time }設定。
change-password-link = 更改密碼
last-login = 上次登入
last-login-none = 沒有：這是你首次登入
by-method = ，方式：{ $method }
method-two-factor = 密碼及驗證碼
failures-since = 其後失敗次數
failures-first = 至今失敗次數
failures = { $count ->
    [0] 沒有
   *[other] { $count }次
}
failures-advice = 如非你本人嘗試登入，請更改密碼並通知你的授權管理人。
sessions-title = 已登入的瀏覽器
sessions-lead = 如有你不認識的登入時段，請把它結束。
browser-unknown = 瀏覽器不詳
session-this = 本時段
session-opened = 於{ $time }登入，方式：{ $method }
session-seen = 最後使用：{ $time }
session-end = 結束
session-end-of = 結束{ $browser }於{ $time }開始的登入時段
end-all = 登出所有裝置
notice-session-ended = 該登入時段已結束。
notice-password-changed-here = 密碼已更改。你的其他登入時段已全部結束。
change-password-title = 更改密碼
change-password-lead = 更改密碼後，你的其他登入時段會結束。
current-password = 現時密碼
change-password = 更改密碼
back-to-account = 返回你的帳戶
missing-current-password = 請輸入現時密碼
current-password-wrong = 現時密碼不正確。請重新輸入。
change-closed-until = 失敗次數過多。請在{ $time }之後再試。

## End of session

session-title = 你的登入時段即將結束
session-left = { "尚餘時間：" }
session-extendable = 按 Enter 鍵可保持登入。
session-limit = 你的登入時間已達上限。請先完成手上工作，然後重新登入。
session-stay = 保持登入
session-understood = 關閉
session-over-title = 你的登入時段已結束
session-over = 你已送出的資料不會遺失。
session-log-in = 重新登入
session-failed = 未能延長。請再按一次。

## First pages of Delegated Administrators and staff

participant-is = 結算參與者 { $participant }
role-title = 你的權限
role-maker = 你可以為貴公司用戶提交更改，由其他人批核。
role-checker = 你可以批核或否決貴公司其他人提交的更改。
role-maker-checker = 你可以為貴公司用戶提交更改，亦可以批核其他人提交的更改。
monitor-title = 雙重認證登入的採用情況
monitor-empty = 名冊內尚未有參與者。操作員可用「changeover import participants」匯入。
role-viewer = 你可以查看這裏的所有資料，但不能更改。
role-operator = 你可以查看這裏的所有資料並提交更改，由審批人決定。
role-approver = 你可以查看這裏的所有資料，並就其他人提交的更改作決定。
mail-waiting = 等候發出
mail-oldest = 最早一封撰寫於
figure-registered = 已登記
figure-registered-means = 地址獲公司批核
figure-able = 可登入
figure-able-means = 已設密碼並確認郵箱
figure-used = 已使用
figure-used-means = 曾以兩者登入
share = { $active }名用戶的{ $percent }%
column-state = 狀態
column-users = 用戶數目
state-authorised = 未有地址
state-proposed = 地址待批核
state-registered = 地址已登記，未設定
state-ready = 已設定
state-tested = 已通過連線測試
state-two-factor = 曾以密碼及驗證碼登入
state-two-factor-only = 智能卡已註銷
state-dormant = 休眠（另計）
state-disabled = 已停用（另計）
as-of = 截至{ $time }

## Advice

forgot-title = 如果你忘記了密碼
forgot-lead = 沒有人能看見或告訴你密碼。貴公司的授權管理人可以重設密碼。
forgot-ask = 請貴公司一名授權管理人重設密碼。
forgot-approve = 由一名授權管理人提交，再由另一名批核。
forgot-mail = 你會收到載有新啟用碼的郵件。
forgot-set-up = 以該啟用碼設定新密碼。
forgot-meanwhile = 在智能卡仍可登入終端機期間，你可以繼續使用智能卡。
forgot-da-title = 如果你是授權管理人
forgot-da = 請聯絡貴公司其他授權管理人。如沒有其他人，請聯絡結算所。
back-to-login = 返回登入頁面
help-title = 說明
help-login-title = 登入
help-login = 輸入貴公司的參與者代號、你的用戶代號及密碼。我們隨後會以電郵發出一次性驗證碼，請在同一瀏覽器的下一頁輸入。
help-login-staff = 結算所職員請以 STAFF 作為參與者代號。
help-code-title = 未收到驗證碼
help-code = 郵件通常在一分鐘內送達。請查看垃圾郵件及隔離郵件，並核對郵件與頁面上的參考編號。
help-code-again = 在驗證碼有效期間再次索取，你會收到同一驗證碼。我們的郵件不含連結，我們亦不會以電話向你索取驗證碼。
help-password-title = 忘記密碼
help-password = 貴公司的授權管理人可以重設密碼。
help-setup-title = 首次設定
help-setup = 你需要邀請郵件內的啟用碼。啟用碼只可使用一次。
help-paused-title = 嘗試次數過多
help-paused = 失敗次數過多時，頁面會顯示何時可以再試。如帳戶已暫停使用，貴公司的授權管理人可以解除。
help-browser-title = 你的瀏覽器
help-browser = 任何現行瀏覽器均可使用。必須允許 Cookie；只有智能卡及通行密鑰需要 JavaScript。
reach-title = 聯絡結算所
reach-lead = 你可以透過以下方式聯絡結算所：
reach-nobody = 請聯絡貴公司的授權管理人，或你在結算所的慣常聯絡人。

## Demo mail

demo-mail-title = 示範郵件
demo-mail-lead = 這是示範：郵件會被截取並在此顯示，不會寄出。
demo-mail-empty = 尚未截取任何郵件。登入或開始設定後，郵件便會在此顯示。
mail-to = 收件人
mail-at = 截取時間

## Refusals

not-found-title = 找不到頁面
not-found = 此地址沒有內容，或沒有你可以查看的內容。
cross-site-title = 我們沒有接受該要求
cross-site = 該表格並非由我們的頁面送出，因此未有處理。請在此開啟頁面後再送出。
forbidden-title = 這不是你的頁面
forbidden = 你已登入，但你的權限不能開啟此頁面。
failed-title = 發生錯誤
failed = 這是我們的問題。請再試一次；如再次失敗，請把以下要求編號告知結算所。
busy-title = 系統現正繁忙
busy-page = 現時使用人數過多，未有處理你的要求。請稍候再試。
too-large-title = 送出的資料過多
too-large = 送出的資料超出任何表格的大小。未有作任何處理。
malformed-title = 未能讀取該要求
malformed = 該要求不完整或格式不正確，未有作任何處理。請開啟頁面再試。
method-title = 這裏不能這樣使用
method-refused = 此頁面不能以該方式使用。未有作任何處理。
retry = 再試一次
to-start = 前往首頁
request-id-means = 要求編號
call-reference = 如致電查詢，請提供以下參考編號：
