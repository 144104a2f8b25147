### 批核所載的日程更改及相關事項，繁體中文。

## 更改種類

approval-kind-schedule = 更改日程
approval-kind-arm = 確認執行事項
approval-kind-exception = { $count ->
   *[other] 給予或終止例外安排
}
approval-kind-campaign = 發送提示
approval-kind-one-time-pass = { $count ->
   *[other] 發出一次性通行碼
}
approval-kind-call-back = 更改回電號碼
approval-kind-package = 確認資料套件
approval-kind-readiness = 聲明準備就緒

## 批核的結果

approval-would-schedule = 日程將會更改，並通知每個參與者的授權管理人。
approval-would-arm = 該事項將於指定時間自動執行，除非屆時有更多用戶不能登入。
approval-would-exception = 在兩個日期之間，{ $count }個參與者或用戶將適用另一階段。
approval-would-campaign = 系統將按所示時間，向進度未足的人士發出提示。
approval-would-one-time-pass = { $count }名用戶將各獲發一個通行碼，代替一次電郵驗證碼，但不能代替密碼。
approval-would-call-back = 一次性通行碼將經新號碼告知。
approval-would-package = 結算所將得知貴公司已收妥並轉交資料套件。
approval-would-readiness = 結算所將得知貴公司已聲明準備就緒。

## 等候中的事項

waits-schedule = 更改日程待批
waits-arm = 確認執行待批
waits-exception = 例外安排待批
waits-campaign = 提示活動待批
waits-one-time-pass = 一次性通行碼待批
waits-call-back = 回電號碼待批
waits-package = 資料套件確認待批
waits-readiness = 準備就緒聲明待批

## 新舊對照

agreed-kind = 事項
agreed-when = 時間
agreed-title = 標題
agreed-text = 內容
agreed-state = 狀態
agreed-again = 再次確認，時間不變
agreed-at-once = 一經批核即時執行
agreed-cancelled = 取消
agreed-blocked = 不能進入終端機
agreed-blocked-count = { $firms }個參與者的{ $users }名用戶
approval-blocked-now = 按現時情況，{ $firms }個參與者的{ $users }名用戶會被阻。
approval-campaign-look = 查看對象及郵件內容
agreed-about-campaign = { $title }（{ $firms }個參與者的{ $users }名用戶）
agreed-campaign-users = 只限
agreed-campaign-chosen = 逐一選擇的{ $count }名用戶
agreed-exception = 例外安排
agreed-exception-extension = 智能卡繼續有效：{ $from }至{ $until }
agreed-exception-early-move = 只限雙重認證：{ $from }至{ $until }
agreed-exception-none = 即時終止
agreed-both = { $en }／{ $zh }

## 日程事項

event-registration = 登記電郵地址
event-preparation = 準備：簡介會及設定
event-user-guide = 用戶指南
event-connectivity-test = 連線測試
event-parallel-run = 並行運作：智能卡或雙重認證
event-two-factor-only = 只限雙重認證
event-decommissioning = 智能卡停用
