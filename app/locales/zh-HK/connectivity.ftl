## 連線測試：/connectivity，以及授權管理人所見的結果。

connectivity-link = 測試
connectivity-title = 連線測試
connectivity-before = 不肯定這部電腦能否登入？
connectivity-lead = 查看這部電腦是否具備登入所需的一切，然後以一次測試登入證明。
connectivity-not-authorised = 通過測試不等於獲得授權。測試只顯示瀏覽器、郵箱和密碼運作正常；誰可使用終端機，只由你的公司及結算所決定。
connectivity-no-account = 檢查瀏覽器毋須帳戶，資訊科技人員亦可進行。
connectivity-start = 檢查此瀏覽器
connectivity-again = 再次檢查
connectivity-probing = 請稍候，正在檢查瀏覽器。
account-test = 你已完成設定，但尚未通過連線測試。測試約需兩分鐘。
account-test-link = 進行測試
notice-test-over = 該次測試登入已結束。請在此重新開始。
notice-test-kept = 結果已保存，貴公司的授權管理人可以查閱。

## 檢查項目

checks-caption = 登入所需
checks-check = 項目
checks-result = 結果
checks-what = 含義及處理方法
check-tls = 加密連線
check-clock = 時鐘
check-cookies = Cookie（曲奇）
check-javascript = JavaScript 程式
check-webassembly = WebAssembly 程式
check-webauthn = 讀取智能卡及通行密鑰
check-card = 智能卡
check-passkey = 通行密鑰
check-mail = 郵件送達
check-login = 測試登入
verdict-pass = 通過
verdict-warn = 注意
verdict-fail = 不通過
verdict-none = 尚未檢查
pass-tls = 本頁經加密連線送達，或從未離開這部電腦。
pass-clock = 這部電腦的時鐘與我們的一致。
pass-cookies = 瀏覽器會保留我們的 Cookie。
pass-javascript = 程式碼可以執行。
pass-webassembly = WebAssembly 可以載入及執行。
pass-webauthn = 瀏覽器可讀取智能卡、安全金鑰及通行密鑰。
pass-card = 你已用智能卡登入。
pass-passkey = 你已用通行密鑰登入。
pass-mail = 載有驗證碼的郵件及時送達。
pass-login = 參與者代號、用戶代號、密碼及驗證碼全部正確。
unchecked-browser = 請按「檢查此瀏覽器」。
unchecked-script = JavaScript 停用時無法檢查。
unchecked-clock = 我們的時鐘顯示{ $time }。請與這部電腦的時鐘比較。
unchecked-card = 請用智能卡登入，之後會返回本頁。
unchecked-passkey = 請用通行密鑰登入，之後會返回本頁。
unchecked-login = 以下的測試登入會顯示結果。
unchecked-not-open = 須由測試登入顯示，而測試登入尚未開放。

## 問題及處理方法

reason-plain-connection = 本頁未經加密送達我們的系統。
cure-plain-connection = 切勿在此輸入密碼。請把要求編號告知結算所。
reason-clock-drifts = 這部電腦的時鐘與我們的相差超過一分鐘。
reason-clock-wrong = 這部電腦的時鐘與我們的相差超過五分鐘，頁面上的時間會令人誤解。
cure-clock = 按時間伺服器校正日期、時間及時區，然後再次檢查。
reason-cookies-blocked = 瀏覽器沒有送回我們的 Cookie。沒有 Cookie 便無法登入。
cure-cookies-blocked = 在瀏覽器或以政策容許本網站使用 Cookie，然後再次檢查。
reason-javascript-off = 程式碼沒有執行。密碼及驗證碼仍可使用；智能卡及通行密鑰則不可。
cure-javascript-off = 在瀏覽器或以政策容許本網站使用 JavaScript，然後再次檢查。
reason-webassembly-off = 程式碼可以執行，但 WebAssembly 沒有啟動。密碼及驗證碼仍可使用；智能卡及通行密鑰則不可。
cure-webassembly-off = 以政策容許本網站使用 WebAssembly，並讓代理伺服器放行 /pkg/ 下的 .wasm 檔案，然後再次檢查。
reason-no-platform = 瀏覽器可讀取智能卡及安全金鑰，但這部電腦本身不能保存通行密鑰。
cure-no-platform = 除非用戶要在這部電腦保存通行密鑰，否則毋須處理。
reason-webauthn-missing = 瀏覽器不能讀取智能卡或通行密鑰，或版本過舊。密碼及驗證碼仍可使用。
cure-webauthn-missing = 更新瀏覽器，並以政策容許 Web Authentication，然後再次檢查。
reason-mail-slow = 載有驗證碼的郵件需時甚久。
reason-mail-late = 輸入驗證碼時，驗證碼已經過期。
cure-mail-slow = 查看郵件閘道是否扣起我們的郵件，並放行我們的寄件人，然後再次測試。
reason-mail-waits = 郵件尚未離開我們的郵件系統。
cure-mail-waits = 請稍後再次測試。如情況持續，請告知熱線。
reason-mail-refused = 公司的郵件系統拒收郵件。
cure-mail-refused = 核對已登記的地址，並提交正確的地址。
reason-mail-missing = 郵件已離開我們的郵件系統，但在郵箱中找不到。
cure-mail-missing = 查看垃圾郵件及隔離區，並在郵件閘道放行我們的寄件人。同時核對地址是否正確。
reason-code-wrong = 每次輸入的驗證碼都不正確。
cure-code-wrong = 再次測試，並使用參考編號與頁面相同的郵件內的驗證碼。
reason-code-closed = 此帳戶輸入錯誤驗證碼的次數過多。
cure-code-closed = 在該用戶的頁面解除暫停，或一小時後再次測試。
party-user = 由用戶處理：
party-administrator = 由授權管理人處理：
party-firm-it = 由公司的資訊科技人員處理：
party-house = 由結算所處理：

## 測試登入

test-first = 請先在上面檢查此瀏覽器，然後在此進行測試登入。
test-not-open = 測試登入尚未開放，結算所會公布日期。現在可先檢查瀏覽器。
test-lead = 步驟與真正登入相同，但不會開啟任何系統。貴公司的授權管理人可看到結果。
test-send = 傳送驗證碼
test-finish = 完成測試
test-give-up-means = 仍未收到郵件？可在此結束測試。我們會記下原因，並說明如何處理。
test-give-up = 沒有收到郵件
test-passed = 你已通過連線測試。
test-failed = 測試登入不通過。上表說明原因及處理方法。
test-at = 結束時間
test-relay = 郵件離開本系統需時
test-typed = 輸入驗證碼需時
test-seconds = { $count ->
    [0] 不足一秒
   *[other] { $count }秒
}
test-not-measured = 沒有量度
test-another = 再次測試
test-next-registration = 貴公司現正登記電郵地址。請如常用智能卡登入終端機。
test-next-preparation = 收到啟用碼後，請設定雙重認證登入。測試登入其後開放，日期由結算所公布。
test-next-connectivity-test = 請在每部用來登入的電腦上進行測試登入。在並行運作開始前，請用智能卡登入終端機。
test-next-parallel-run = 由現在起，請用密碼及驗證碼登入終端機。智能卡可用至並行運作結束。
test-next-two-factor-only = 請用密碼及驗證碼登入終端機。智能卡已不能開啟終端機。

## 供報障單使用

ticket-title = 供報障單使用
ticket-lead = 請列印本頁，或複製以下文字。
ticket-line = { $label }：{ $value }
ticket-time = 時間
ticket-browser = 瀏覽器
ticket-page = 網站

## 公司的結果

tests-title = 連線測試結果
tests-takeaway = { $active }名使用中的用戶當中，{ $passed }名已通過測試。
tests-lead = 下表列出每名用戶的最新結果。用戶須在自己用來登入的電腦上進行測試：
tests-all = 所有使用中的用戶
tests-passed = 通過
tests-partly = 已檢查瀏覽器，未作測試登入
tests-failed = 不通過
tests-never = 從未測試
tests-option = { $show }（{ $users }）
tests-nobody = 名冊內沒有貴公司使用中的用戶。
tests-result = 最新結果
tests-cure = 測試所見及處理方法
tests-when = 時間及瀏覽器
tests-mail = 郵件離開本系統：{ $relay }。輸入驗證碼：{ $typed }。
tests-export = 下載所示內容（CSV 檔）
family-test = 連線測試
event-test-checked = 連線測試：已檢查瀏覽器
event-test-failed = 連線測試不通過
event-test-passed = 連線測試通過
