### 電郵中斷時的替代安排（繁體中文）。

## 電郵延誤：等候電郵的頁面所顯示的文字

delay-title = 電郵延誤
delay-since = 自{ $time }起，我們的電郵延遲發出。電郵會盡快自動發出。
delay-wait = 你可以等候：驗證碼會自動發出，重新索取不會較快。
delay-passkey = 如你有通行密鑰，請用通行密鑰登入。
delay-card = 以智能卡登入
delay-pass = 如不能等候，請向你的授權管理人要求一次性通行碼。通行碼代替驗證碼，但不能代替密碼。
delay-set-up = 設定必須使用電郵內的驗證碼，沒有其他方法代替。啟用碼在其電郵所示日期前有效，請稍後再來。

## 驗證碼頁面：使用一次性通行碼

pass-entry-link = 使用一次性通行碼
pass-entry-title = 輸入一次性通行碼
pass-entry-lead = 因電郵中斷，有人已告知你一次性通行碼。通行碼代替驗證碼一次。
pass-entry = 一次性通行碼
pass-entry-hint = 三組字母及數字，每組四個，例如 7K3M-Q2XA-9DTE
pass-entry-never = 告知你通行碼的人絕不會查問你的密碼。
pass-entry-code = 輸入電郵內的驗證碼
passkeys-by-pass = 你以一次性通行碼登入。如要新增通行密鑰，請在電郵恢復後以電郵內的驗證碼登入。
pass-entry-shape = 一次性通行碼是三組字母及數字，每組四個，例如 7K3M-Q2XA-9DTE
pass-entry-refused = 這不是你現時有效的一次性通行碼：可能已使用，或已過期。你還可再試{ $left }次。

## 結算所職員及授權管理人的頁面

contingency-link = 一次性通行碼
contingency-title = 電郵中斷時的一次性通行碼
contingency-lead = 一次性通行碼代替一次電郵驗證碼，但不能代替密碼。須由兩人同意，其中一人告知用戶，並只在數分鐘內有效。
contingency-told = 自{ $time }起，所有登入的人均獲告知電郵延誤。
contingency-switch-title = 告知所有人電郵延誤
contingency-on = 自{ $time }起，所有登入的人均獲告知電郵延誤。
contingency-off = 現時沒有告知任何人：電郵視為正常。
contingency-switch-means = 登入及設定頁面會說明電郵延誤及可以怎樣做：等候、使用通行密鑰或智能卡，或要求一次性通行碼。開啟和關閉各由一人執行。
contingency-switch-on = 告知所有人
contingency-switch-off = 停止告知
contingency-switched-on = 由現在起，所有人均獲告知電郵延誤。
contingency-switched-off = 已停止告知電郵延誤。

## 要求通行碼

pass-ask-title = 要求一次性通行碼
pass-ask-lead-staff = 由審批人決定。其後你致電已備案的回電號碼，通行碼只顯示一次，由你告知對方。通行碼由顯示時起{ $minutes }分鐘內有效。
pass-ask-lead-firm = 由貴公司的覆核人決定；如沒有其他覆核人，則由結算所職員決定。其後通行碼只向你顯示一次，由你親自告知用戶。通行碼由顯示時起{ $minutes }分鐘內有效。
pass-scope = 給誰
pass-scope-user = 一名用戶
pass-scope-user-hint = 請在下面輸入用戶代號。
pass-scope-firm = 公司所有用戶
pass-scope-firm-hint = 每名已完成設定的使用中用戶各得一個，但不包括你自己。
pass-user-hint = 只適用於一名用戶
pass-reason-hint = 由誰要求，以及為何不能等候。決定的人會看到。
pass-ask = 要求通行碼
pass-ask-next = 在另一人批核之前，不會顯示任何通行碼。
pass-scope-missing = 請選擇通行碼給誰
pass-unknown-firm = 請輸入參與者代號
pass-no-number = 這公司沒有已備案的回電號碼，職員因此不會告知任何通行碼。請先由兩名職員備案一個號碼，或由該公司的授權管理人要求通行碼並親自告知用戶。
pass-unknown-user = 請輸入該公司用戶的用戶代號
pass-not-able = 這名用戶不能以密碼及驗證碼登入：帳戶並非使用中，或尚未完成設定。通行碼沒有幫助。
pass-oneself = 任何人都不能為自己要求通行碼，須由另一人要求。
pass-waits = 已有人為這名用戶要求通行碼
pass-nobody = 公司內現時沒有人可獲通行碼，或已有人為每名用戶提出要求

## 通行碼

pass-list-title = 通行碼
pass-states = 按狀態列出通行碼
pass-state-all = 全部
pass-state-agreed = 已同意
pass-state-open = 有效
pass-state-used = 已使用
pass-state-expired = 已過期
pass-state-void = 已作廢
pass-none = 這裏沒有通行碼。
pass-found = { $count }個通行碼
pass-column-state = 狀態
pass-column-asked = 要求人
pass-column-agreed = 同意人
pass-column-passed = 告知
pass-column-pass = 通行碼
pass-used-at = 於{ $time }使用
pass-show-until = 可於{ $time }前顯示
pass-works-until = 有效至{ $time }
pass-not-passed = 尚未告知
pass-by-call = 致電{ $number }
pass-in-person = 親自告知

## 告知通行碼

pass-section = 一次性通行碼
pass-to-show = 有{ $count }個通行碼待你告知用戶。通行碼只顯示一次，由顯示時起{ $minutes }分鐘內有效。
pass-call = 無論誰致電給你，請只致電這公司已備案的號碼：
pass-call-how = 請對方找該用戶或授權管理人聽電話，並保持通話。
pass-called = 我已致電{ $number }，要找的人正在通話
pass-hand = 請親自找該用戶，或請用戶來找你。請勿以任何訊息發送。
pass-with-user = 我正與該用戶在一起，或會逐一與各用戶見面
pass-show = 顯示{ $count }個通行碼（只此一次）
pass-shown = 通行碼已於{ $time }顯示，不會再次顯示。如有通行碼未能告知用戶，請再要求一個。
pass-not-confirmed = 請在確實如此後勾選方格
pass-number-changed = 已備案的號碼已更改，或已沒有號碼。沒有顯示任何通行碼。
pass-nothing-to-show = 已沒有通行碼可以顯示：可能已顯示、已過期，或用戶資料已更改。請再要求一個。
pass-not-yours = 只有要求通行碼的人才會看到通行碼。
pass-here-title = { $count }個一次性通行碼
pass-here-until = 有效至{ $time }，每個只供其用戶使用一次。
pass-here-once = 通行碼不會再次顯示。請勿寫在訊息內，並銷毀你的筆記。
pass-here-call = 請逐組告知你致電{ $number }找到的人。
pass-here-person = 請逐組告知每名用戶其自己的通行碼。
pass-here-user = 用戶以參與者代號、用戶代號及密碼登入，然後選擇「使用一次性通行碼」。
pass-here-never = 切勿查問密碼。

## 回電號碼

call-back-title = 回電號碼
call-back-now = 已備案的號碼是{ $number }。
call-back-none = 沒有已備案的號碼。
call-back-of = { $name }的回電號碼是{ $number }。
call-back-none-of = { $name }沒有已備案的回電號碼。
call-back-change = 更改號碼
call-back-put = 備案一個號碼
call-back-without = { $count }間公司沒有已備案的回電號碼。
call-back-yours = 結算所會致電{ $number }聯絡貴公司。
call-back-wrong = 如沒有號碼或號碼有誤，請在需要之前去信結算所。號碼須由兩名職員同意方可更改。
call-back-means = 一次性通行碼會經這號碼告知。請按該公司本身的文件取得號碼，而非按來電者所說。
call-back-number = 號碼
call-back-number-hint = 連國家或地區號碼，例如 +852 5555 0100。留空即沒有號碼。
call-back-reason-hint = 號碼從何而來，以及你如何知道號碼屬於該公司。審批人會看到。
call-back-next = 下一步由審批人審閱。更改後會通知該公司的授權管理人。
call-back-waits = 更改這號碼的要求正待決定。
call-back-not-number = 請輸入電話號碼，例如 +852 5555 0100
call-back-same = 這號碼已經備案

## 新舊內容

agreed-pass = 一次性通行碼
agreed-pass-once = 代替一次電郵驗證碼，由顯示時起數分鐘內有效
agreed-call-back = 回電號碼

## 事件

event-pass-issued = 已同意發出一次性通行碼
event-pass-call-confirmed = 即將告知一次性通行碼
event-pass-shown = 已向要求人顯示一次性通行碼
event-pass-used = 已使用一次性通行碼
event-pass-wrong = 一次性通行碼錯誤
event-pass-refused = 拒絕顯示一次性通行碼
event-call-back-changed = 已更改回電號碼
family-pass = 一次性通行碼
family-call-back = 回電號碼
