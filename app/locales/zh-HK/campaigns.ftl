### 提示活動及公告，繁體中文。

campaigns-link = 提示活動
campaigns-title = 提示活動
campaigns-lead = 在日程事項之前，提示仍有步驟未完成的用戶。已完成者不會收到提示。
campaigns-new = 草擬提示活動
campaigns-empty = 未有任何提示活動。
campaigns-table = 提示活動，最新在先

campaign-name = 名稱
campaign-goal = 目標
campaign-goal-fact = 提示尚未達到以下目標者
campaign-firm = 對象
campaign-all-firms = 所有參與者
campaign-event = 目標事項
campaign-no-date = 未定日期
campaign-stage = 狀態
campaign-moved = 成效
campaign-moved-none = 未有
campaign-moved-of = { $sent }人中有{ $reached }人

campaign-goal-registered = 登記電郵地址
campaign-goal-ready = 設定雙重認證登入
campaign-goal-tested = 通過連線測試
campaign-goal-two-factor = 以雙重認證登入

campaign-stage-draft = 草稿
campaign-stage-waiting = 等候批核
campaign-stage-running = 進行中
campaign-stage-paused = 已暫停
campaign-stage-stopped = 已終止
campaign-stage-done = 已完結

## 草擬

campaign-new-title = 草擬提示活動
campaign-edit-title = 更改草稿
campaign-back = 返回
campaign-form-lead = 下一步會顯示誰會收到哪封電郵。未經第二人批核，不會發出任何電郵。
campaign-choose = 請選擇
campaign-name-hint = 只供職員識別。
campaign-goal-ask = 提示尚未達到以下目標的人
campaign-firm-hint = 參與者代號；留空即所有參與者。
campaign-event-ask = 在哪個事項之前
campaign-event-at = { $title }：{ $time }
campaign-days = 事項前的日數
campaign-days-hint = 一至十二個由1至366的數字，例如60, 45, 30, 15, 7, 1。
campaign-administrators = 同時通知授權管理人，由
campaign-administrators-hint = 以上其中一個日數：由該日起每次發出一封摘要。沒有有效地址的用戶，一律由首次起通知其授權管理人。留空即只通知這類用戶。
campaign-staff = 同時通知職員，由
campaign-staff-hint = 以上其中一個日數：由該日起每次向操作員及審批人發出一封摘要。留空即只列出無法另行通知的用戶。
campaign-daily = 每日最多電郵數目
campaign-daily-hint = 餘下的會於翌日發出。不論有多少個提示活動，每人每日最多收到一封提示。
campaign-save = 儲存並預覽
campaign-save-next = 現時不會發出任何電郵。
campaign-problem-title = 請輸入名稱。
campaign-problem-goal = 請選擇目標。
campaign-problem-firm = 沒有此代號的參與者。
campaign-problem-event = 請選擇已定日期的事項。
campaign-problem-days = 請輸入一至十二個不同的數字，由1至366。
campaign-problem-administrators = 請輸入以上其中一個日數，或留空。
campaign-problem-staff = 請輸入以上其中一個日數，或留空。
campaign-problem-daily = 請輸入由1至1,000,000的數字。

## 單一提示活動

campaign-waits = 現正等候第二人批核。
campaign-request = 查看申請
campaign-only-unreached = 只限無法另行通知的用戶
campaign-next = 下一次
campaign-next-at-once = { $step }：一經批核即發出
campaign-next-at = { $step }：{ $time }
campaign-made = 草擬
campaign-made-by = { $maker }，{ $time }
campaign-days-before = { $days }日前
campaign-colon = ：

campaign-log-title = 已發出的電郵及成效
campaign-takeaway = 已向{ $users }名用戶發出電郵，其中{ $reached }名其後已完成。
campaign-takeaway-rest = { $waiting }封尚待發出，{ $refused }封遭收件方拒收。
campaign-log-table = 各次電郵
campaign-step = 次序
campaign-to = 收件人
campaign-put-in = 已編排
campaign-sent = 已發出
campaign-refused = 拒收
campaign-useless = 無需發出或已取消
campaign-waiting = 尚待發出
campaign-reached = 其後已完成
campaign-log-file = 下載CSV紀錄

campaign-preview-title = 收件人
campaign-audience = { $firms }個參與者的{ $users }名用戶仍未完成。
campaign-unreachable = 其中{ $count }名無法以電郵聯絡，將通知其授權管理人。
campaign-step-count = 共{ $all }封電郵，用戶{ $users }封、授權管理人{ $administrators }封、職員{ $staff }封。
campaign-preview-note = 以現時情況計算。編排及撰寫每封電郵時均會再次核對。獲延期者的日子相應順延。
campaign-by-firm = 按參與者分列
campaign-by-firm-table = 各參與者於本次的電郵
campaign-anybody = 不限
campaign-address = 電郵地址
campaign-found = { $count }封電郵
campaign-nobody-found = 本次沒有人收到這類電郵。
campaign-recipients-file = 下載本次所有收件人（CSV）
campaign-mails-title = 電郵內容
campaign-mails-note = 兩種語言並列，收件人的語言在先。日期、姓名及數目僅為示例。
campaign-role-user = 用戶
campaign-role-administrator = 授權管理人
campaign-role-staff = 職員

campaign-edit = 更改草稿
campaign-propose = 提交批核
campaign-propose-lead = 審批人將按你所見的內容作決定。如其間對象大增，申請將會失效。
campaign-resume = 申請恢復
campaign-resume-lead = 恢復須由兩人同意。屆時未發出的電郵如仍有需要便會發出。
campaign-stops = 暫停或終止
campaign-pause = 暫停提示活動
campaign-pause-means = 未發出的電郵一律不再發出。恢復須由兩人同意。
campaign-stop = 永久終止提示活動
campaign-stop-means = 未發出的電郵一律不再發出，不能恢復。
campaign-problem-not-now = 現時的狀態不能這樣做。以下是最新狀態。
campaign-problem-no-date = 目標事項未定日期，不能發出提示。
campaign-problem-nobody = 已沒有需要提示的人。
campaign-problem-changed = 自你上次查看後已有變更。以下是最新情況，請再次查看後提交。

## 公告

announced = 公告
announcements-title = 公告
announcements-lead = 在指定期間，於每一頁的頂部向指定對象顯示的訊息。
announcements-empty = 未有任何公告。
announcements-table = 公告，最新在先
announcement-text = 內容
announcement-for = 對象
announcement-shown = 顯示期間
announcement-state = 狀態
announcement-on = 顯示中
announcement-to-come = 未開始
announcement-over = 已過期
announcement-ended = 已終止
announcement-end = 終止
announcement-nothing-to-end = 該公告已經完結。
announcement-new = 發出公告
announcement-english = 英文內容
announcement-chinese = 繁體中文內容
announcement-text-hint = 一至兩句，最多400字。
announcement-for-everybody = 所有人
announcement-for-everybody-hint = 包括未登入者。
announcement-for-administrators = 授權管理人
announcement-for-administrators-hint = 所有參與者的授權管理人，登入後可見。
announcement-for-staff = 職員
announcement-for-staff-hint = 結算所職員，登入後可見。
announcement-for-firm = 一個參與者
announcement-for-firm-hint = 其所有用戶，登入後可見。
announcement-firm-hint = 只適用於單一參與者：請輸入代號。
announcement-from = 首日
announcement-until = 最後一日
announcement-until-hint = 包括全日，以香港時間計算。
announcement-make = 發出公告
announcement-problem-english = 請輸入英文內容，最多400字。
announcement-problem-chinese = 請輸入中文內容，最多400字。
announcement-problem-audience = 請選擇對象。
announcement-problem-from = 請輸入首日。
announcement-problem-until = 請輸入最後一日：不可已過，不可早於首日，且須在首日起一年內。

## 審計紀錄

event-announcement-ended = 公告已終止
event-announcement-made = 已發出公告
event-campaign-done = 提示活動已完結
event-campaign-drafted = 已草擬提示活動
event-campaign-paused = 提示活動已暫停
event-campaign-reminded = 已編排提示
event-campaign-resumed = 提示活動已恢復
event-campaign-started = 提示活動已開始
event-campaign-stopped = 提示活動已終止
family-announcement = 公告
family-campaign = 提示活動
