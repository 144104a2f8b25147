### 簡介會：用戶、授權管理人及職員所見的文字。

## What is on

briefings-link = 簡介會
briefings-title = 簡介會
briefings-lead = 結算所在簡介會講解轉用雙重認證登入的安排。
briefings-none = 現時未有簡介會。新的場次會在此公布。
briefings-past = 過往場次
briefings-staff = 職員不在此報名。
briefings-staff-link = 管理場次
briefings-signed-up = 已預留座位。我們會以電郵確認。
briefings-waits = 已加入候補名單。有座位時，我們會以電郵通知。
briefings-given-back = 已交還座位或候補名額。
briefings-problem-full = { $left ->
    [0] 座位已滿。請加入候補名單，或選擇其他場次。
   *[other] 只剩{ $left }個座位。請減少人數、加入候補名單，或選擇其他場次。
}
briefings-problem-closed = 該場次已經開始或已取消。未有任何改變。
briefings-problem-too-often = 你今日已多次報名，請於明日再試，或致電熱線。
briefings-problem-nobody = 請輸入最少一個用戶代號
briefings-problem-too-many = 每次最多可輸入{ $most }個用戶代號
briefings-problem-unknown = { $user } 並非貴公司使用中的用戶。請檢查用戶代號

## A session

briefing-session = 場次
briefing-when = 時間
briefing-length = 時長
briefing-minutes = { $count }分鐘
briefing-place = 地點
briefing-spoken = 語言
briefing-seats = 座位
briefing-state = 狀態
spoken-cantonese = 粵語
spoken-english = 英語
spoken-putonghua = 普通話
briefing-taken-of = 已佔{ $taken }個，共{ $capacity }個
briefing-and-waiting = ，{ $count }人候補
briefing-left = { $left ->
    [0] 共{ $capacity }個，已滿
   *[other] 尚餘{ $left }個，共{ $capacity }個
}
briefing-none-left-waiting = 已滿，{ $count }人候補
briefing-open = 接受報名
briefing-full = 已滿
briefing-over = 已開始或已結束
briefing-called-off = 已取消
briefing-called-off-means = 此場次不會舉行。請選擇其他場次。
briefing-sign-up = 報名
briefing-wait = 加入候補名單
briefing-give-back = 交還座位
briefing-leave-list = 退出候補名單
briefing-button-of = { "：" }
briefing-full-way = 座位已滿。加入候補名單後，輪到你時便會得到下一個空出的座位。
briefing-yours = 你已有座位。
briefing-you-wait = 你在候補名單上。
briefing-you-came = 你曾出席。
briefing-you-did-not-come = 你曾報名，但沒有出席紀錄。
briefing-firm = { $count ->
    [0] 為貴公司的用戶報名
   *[other] 貴公司的用戶：已有{ $count }人報名
}
briefing-on-list = 候補
briefing-give-back-user = 交還
briefing-users = 用戶代號
briefing-users-hint = 貴公司的用戶，以空格分隔。座位不足時，全部均不會獲得座位。
briefing-sign-up-users = 為他們報名
briefing-wait-users = 把他們加入候補名單
papers-title = 資料

## Staff: sessions

calendar-lead = 安排場次、記錄出席，並上載資料供參與者取用。
calendar-create = 安排場次
calendar-none = 未有安排任何場次。
calendar-coming = 將舉行的場次
calendar-past = 過往場次
session-new-title = 安排場次
session-change-title = 更改場次
session-back = 返回場次
session-change-told = 已有{ $count }人報名。標題、時間、地點或語言如有更改，會以電郵通知他們。
session-title-en = 英文標題
session-title-zh = 中文標題
session-place-en = 英文地點
session-place-zh = 中文地點
session-date = 日期
session-time = 時間
session-hong-kong = 香港時間
session-minutes = 時長（分鐘）
session-capacity = 座位數目
session-create = 安排此場次
session-save = 儲存更改
session-next = 所有已登入的人會即時看到此場次。
session-missing-title-en = 請輸入英文標題
session-missing-title-zh = 請輸入中文標題
session-missing-place-en = 請輸入英文地點
session-missing-place-zh = 請輸入中文地點
session-missing-spoken = 請選擇語言
session-wrong-date = 請輸入日期
session-wrong-time = 請輸入時間，包括時及分，例如 09:30
session-past = 請選擇將來的時間
session-wrong-minutes = 請輸入{ $least }至{ $most }分鐘
session-wrong-capacity = 請輸入{ $least }至{ $most }個座位
session-taken = 已有{ $taken }個座位被佔用。請輸入不少於此的數目
session-overtaken = 另一人已更改此場次。請再次查看，然後更改。
session-closed = 該場次已經開始或已取消，不能再更改。
session-change = 更改場次
session-created = 已安排場次。所有已登入的人均可看到。
session-changed = 已更改場次。
session-just-called-off = 已取消場次。已報名的人會收到電郵通知。
session-recorded = 已記錄出席。
session-material-added = 已加入 PDF。所有已登入的人均可取用。
session-material-removed = 已移除 PDF。
session-attendance-title = 出席
session-nobody = 未有人報名。
session-seated = 已佔{ $count }個座位
session-came-column = 出席
session-came = { $account } 已出席
session-record = 記錄出席
session-recorded-at = 於{ $time }記錄。可隨時更正。
session-not-recorded = 尚未記錄。
session-not-begun = 該場次尚未開始或已取消，沒有出席可以記錄。
session-waiting-title = 候補名單（按次序）
session-materials-title = 資料
session-no-materials = 未有資料。
session-add-material = 加入 PDF
session-remove = 移除
session-call-off-title = 取消場次
session-call-off = 取消場次
session-call-off-confirm = { $count ->
    [0] 是，取消此場次。未有人報名。
   *[other] 是，取消此場次，並通知已報名的{ $count }人。此舉不能還原。
}
session-not-confirmed = 請確認取消此場次
yes = 是
no = 否

## Staff: attendance by firm

attendance-link = 各公司出席情況
attendance-title = 各公司出席情況
attendance-csv = 出席紀錄檔案（CSV）
attendance-lead = { $firms }家公司之中，有{ $absent }家未有人出席任何場次。
attendance-table = 公司
attendance-signed-up = 報名
attendance-came = 出席
attendance-none = 未有人出席
attendance-none-only = 未有人出席
attendance-show-none = 只顯示未有人出席的公司

## Audit trail

family-briefing = 簡介會
event-briefing-attendance = 已記錄簡介會的出席
event-briefing-called-off = 已取消簡介會
event-briefing-changed = 已更改簡介會
event-briefing-created = 已安排簡介會
event-briefing-given-back = 已交還簡介會座位或候補名額
event-briefing-material-added = 已加入簡介會資料
event-briefing-material-removed = 已移除簡介會資料
event-briefing-moved-up = 候補名單上的用戶已獲簡介會座位
event-briefing-reminded = 已發出簡介會提示
event-briefing-signed-up = 已報名參加簡介會
event-briefing-waiting = 已加入簡介會候補名單
