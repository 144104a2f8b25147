### 電郵文字（繁體中文）。電郵不含連結；驗證碼只在內文首行，不在主旨。

mail-house-unnamed = 結算所登入服務
mail-fact = { $label }：{ $value }
mail-label-reference = 參考編號
mail-label-asked = 要求時間
mail-label-until = 有效至
mail-label-account = 用戶
mail-label-when = 時間
mail-label-as-of = 截至
mail-label-roles = 你現時的角色
mail-label-request = 申請
mail-label-about = 有關
mail-label-done = 已執行項目
mail-label-rejected = 已拒絕項目
mail-label-stale = 因資料變動而退回的項目
mail-label-expired = 逾期項目
mail-call = 查詢熱線：{ $hotline }
mail-write = 查詢電郵：{ $email }

mail-code-subject = 於{ $time }要求的一次性驗證碼，參考編號 { $reference }
mail-code-purpose = 以上是你登入{ $house }的一次性驗證碼。請在顯示相同參考編號的頁面輸入。
mail-code-warning = 結算所及貴公司的職員絕不會向你索取驗證碼。如你沒有要求驗證碼，即有人知道你的密碼，請立即通知貴公司的授權管理人。

mail-activation-subject = 設定雙重認證登入，參考編號 { $reference }
mail-activation-purpose = { $house }：你的電郵地址已登記用於雙重認證登入。以上是你的啟用碼。
mail-activation-how = 請如常開啟貴公司所用的登入頁面，選擇「設定雙重認證登入」，輸入參與者代號、用戶代號及啟用碼，然後選定密碼。
mail-activation-hand-over = 你另需交接碼。交接碼由貴公司的授權管理人親自交給你，不會以電郵發送。
mail-activation-warning = 如你不清楚本電郵的用途，請通知貴公司的授權管理人。請勿轉寄本電郵。

mail-paused-subject = 你的帳戶已暫停接受登入嘗試，{ $time }
mail-paused-purpose = { $house }：你的帳戶曾多次被輸入錯誤密碼。在最多 { $minutes } 分鐘內，你未曾用過的瀏覽器將不能登入。
mail-paused-way = 你曾成功登入的瀏覽器不受影響。如非本人操作，請通知貴公司的授權管理人。

mail-closed-subject = 你的帳戶並非使用中，{ $time }
mail-closed-purpose = { $house }：有人就你的帳戶輸入了正確密碼，但該帳戶並非使用中。
mail-closed-way = 如屬本人操作，請要求貴公司的授權管理人重新啟用帳戶；如非本人操作，請告知他們有人知道你的密碼。

mail-password-subject = 你的密碼已更改，{ $time }
mail-password-purpose = { $house }：你帳戶的密碼已更改。
mail-password-way = 如非本人操作，請立即通知貴公司的授權管理人及結算所。

mail-registered-subject = 你的電郵地址已登記，{ $time }
mail-registered-purpose = { $house }：本電郵地址已登記用於雙重認證登入。設定尚未開放，你現時無須採取任何行動。
mail-registered-next = 設定開放後，啟用碼會發送至本地址。收到本電郵，即表示我們的電郵能送達給你。
mail-registered-way = 如你不清楚本電郵的用途，請通知貴公司的授權管理人。

mail-left-subject = 你的帳戶已登記另一電郵地址，{ $time }
mail-left-purpose = { $house }：你的帳戶已登記另一電郵地址，驗證碼不會再發送至本地址。
mail-left-way = 如你並不知情，可能有人企圖使用你的帳戶，請立即通知貴公司的授權管理人及結算所。

mail-removed-subject = 你的電郵地址已被移除，{ $time }
mail-removed-purpose = { $house }：本電郵地址已不再登記於你的帳戶。驗證碼不會再發送至本地址；在重新登記地址之前，你不能以驗證碼登入。
mail-removed-way = 如你並不知情，請立即通知貴公司的授權管理人及結算所。

mail-reset-subject = 你的登入已重設，{ $time }
mail-reset-purpose = { $house }：貴公司的授權管理人已重設你的登入。你的密碼已失效，並已從所有裝置登出。
mail-reset-next = 啟用碼會以另一封電郵發送。請用啟用碼選定新密碼。
mail-reset-way = 如你沒有要求重設，請立即通知貴公司的授權管理人及結算所。

mail-roles-subject = 你的授權管理人角色已更改，{ $time }
mail-roles-purpose = { $house }：你作為貴公司授權管理人的權限已更改。
mail-roles-way = 如你並不知情，請立即通知貴公司另一名授權管理人及結算所。
mail-roles-both = 經辦人及覆核人（可以提出更改，亦可以就其他人提出的更改作決定）
mail-roles-maker = 經辦人（可以提出更改，由其他人決定）
mail-roles-checker = 覆核人（可以就其他人提出的更改作決定）
mail-roles-none = 沒有（你已不再是授權管理人）

mail-disabled-subject = 你的帳戶已停用，{ $time }
mail-disabled-purpose = { $house }：你的帳戶已停用。你不能再以此帳戶登入，並已從所有裝置登出。
mail-disabled-way = 如有錯誤，請通知貴公司的授權管理人，由他們安排恢復使用。

mail-enabled-subject = 你的帳戶已恢復使用，{ $time }
mail-enabled-purpose = { $house }：你的帳戶已恢復使用。
mail-enabled-way = 如你並不知情，請通知貴公司的授權管理人。

mail-card-suspended-subject = 你的智能卡已暫停使用，{ $time }
mail-card-suspended-purpose = { $house }：你的智能卡已暫停使用。你不能再以智能卡登入，以智能卡開啟的登入時段已關閉，綁定碼亦已失效。
mail-card-suspended-next = 只有結算所可以恢復智能卡。
mail-card-suspended-way = 如有錯誤，請通知貴公司的授權管理人。

mail-card-retired-subject = 你的智能卡已註銷，{ $time }
mail-card-retired-purpose = { $house }：你的智能卡已註銷。你不能再以智能卡登入。
mail-card-retired-next = 如你已設定以密碼及驗證碼登入，請以此方式登入。
mail-card-restored-subject = 你的智能卡已恢復使用，{ $time }
mail-card-restored-purpose = { $house }：你的智能卡已恢復使用。
mail-card-way = 如你並不知情，請立即通知貴公司的授權管理人及結算所。

mail-decided-subject = 你的更改申請已完結，{ $time }
mail-decided-purpose = { $house }：你提出的更改申請已完結，結果如下。
mail-decided-stale = 部分項目所依據的資料在你提出之後已有變動。該等項目未有執行，現已退回給你，你可以重新提出。
mail-decided-expired = 逾期的項目未有人在期限內作決定。該等項目未有執行，你可以重新提出。
mail-decided-where = 各項目的結果及拒絕的理由，可於{ $page }查看。
mail-decided-way = 如申請並非由你提出，可能有人正使用你的帳戶，請立即通知結算所。
mail-change-address = 登記電郵地址
mail-change-remove-address = 移除電郵地址
mail-change-reset = 重設登入
mail-change-roles = 更改授權管理人的角色
mail-change-enable = 恢復用戶使用
mail-change-disable = 停用用戶
mail-change-sole = 容許一人覆核自己提出的更改
mail-change-domains = 更改公司的電郵網域
mail-change-bind-card = 發出智能卡的綁定碼
mail-change-retire-cards = 註銷智能卡
mail-change-restore-cards = 恢復智能卡
mail-page-portal = 公司網頁的「批核事項」
mail-page-staff = 職員網頁的「批核事項」

mail-waiting-subject = 有更改等候你決定，{ $time }
mail-waiting-purpose = { $house }：有 { $requests } 項更改申請等候你決定，共 { $rows } 個項目。
mail-waiting-where = 請於{ $page }查看，並批准或拒絕。
mail-waiting-way = 如批核並非你的職責，請通知結算所。

mail-import-subject = 操作員匯入了檔案，{ $time }
mail-import-purpose = { $house }：操作員以指令匯入了影響用戶登入權限的檔案。
mail-staff-subject = 操作員新增了職員，{ $time }
mail-staff-purpose = { $house }：操作員以指令新增了一名結算所職員。
mail-operator-next = 每名審批人均會收到通知。此事會一直顯示於你的「批核事項」，直至你確認知悉。
mail-operator-way = 如你不知道此事的原因，請立即通知其他審批人，並查核操作員的權限。

mail-label-anchor = 錨記
mail-anchor-subject = 審計紀錄錨記，{ $time }
mail-anchor-purpose = { $house }：這是登入系統已封存審計紀錄今日的鏈首。
mail-anchor-keep = 請把此郵件保存於系統操作員無法接觸之處。配合「changeover audit verify FILE --anchor MAIL」使用，可驗證截至當時已封存的紀錄是否完整。如有一日未收到此郵件，請查問。

mail-card-bound-subject = 一張智能卡已綁定至你的帳戶，{ $time }
mail-card-bound-purpose = { $house }：一張智能卡已綁定至你的帳戶，持卡人可用該卡登入。
mail-card-bound-way = 如非本人操作，請立即通知貴公司的授權管理人及結算所，以便暫停該卡。
mail-passkey-added-subject = 你的帳戶已新增通行密鑰，{ $time }
mail-passkey-added-purpose = { $house }：你的帳戶已新增一個通行密鑰，可代替密碼及一次性驗證碼登入。
mail-passkey-removed-subject = 你的帳戶已移除通行密鑰，{ $time }
mail-passkey-removed-purpose = { $house }：你的帳戶已移除一個通行密鑰。密碼及一次性驗證碼登入不受影響。
mail-passkey-way = 如非本人操作，請更改密碼，並立即通知貴公司的授權管理人及結算所。
mail-label-passkey = 通行密鑰

mail-change-schedule = 更改日程
mail-change-arm = 確認執行日程事項
mail-change-exception = 日程例外安排
mail-change-campaign = 發送提示
mail-change-one-time-pass = 發出一次性通行碼
mail-change-call-back = 更改回電號碼
mail-change-package = 確認資料套件
mail-change-readiness = 聲明準備就緒

mail-schedule-subject = 日程已更改，{ $time }
mail-schedule-purpose = { $house }：轉用雙重認證登入的一項事項已改期。
mail-schedule-cancelled = { $house }：轉用雙重認證登入的一項事項已取消。
mail-schedule-where = 完整日程載於Changeover的「日程」一頁。
mail-label-event = 事項
mail-label-before = 原定
mail-label-now = 現定
mail-schedule-none = 未有日期

mail-held-subject = 日程事項已暫停，{ $time }
mail-held-purpose = { $house }：一項日程事項已暫停，須由兩人再次確認方可執行。
mail-held-next = 請到監察頁的日程查看暫停原因、受影響用戶及再次確認的方法。
mail-label-why = 原因
mail-label-reason = 理由
mail-held-by-hand = 有職員將其暫停
mail-held-not-armed = 未有兩人在執行前72小時內確認
mail-held-grown = 不能登入的用戶多於所同意的數目
mail-held-too-early = 智能卡仍可進入終端機

mail-exception-subject = 已給予例外安排，{ $time }
mail-exception-ended-subject = 例外安排已終止，{ $time }
mail-exception-extension = { $house }：在以下期間，除雙重認證登入外，智能卡繼續有效。
mail-exception-early-move = { $house }：在以下期間，只可以雙重認證進入終端機，智能卡不適用。
mail-exception-ended = { $house }：一項例外安排已終止，由現在起按一般日程執行。
mail-exception-way = 如你並不知情，請立即通知結算所。
mail-label-from = 由
mail-label-to = 至
mail-briefing-confirmed-subject = 你已有簡介會座位，{ $time }
mail-briefing-confirmed-purpose = { $house }：你已有簡介會座位。簡介會講解轉用雙重認證登入的安排。
mail-briefing-seat-subject = 你已獲簡介會座位，{ $time }
mail-briefing-seat-purpose = { $house }：你原在簡介會的候補名單上。現有空出的座位，已預留給你。
mail-briefing-reminder-subject = 簡介會即將舉行，{ $time }
mail-briefing-reminder-purpose = { $house }：你已報名的簡介會將於一天之內開始。
mail-briefing-moved-subject = 簡介會有更改，{ $time }
mail-briefing-moved-purpose = { $house }：你已報名的簡介會有更改。現時安排如下：
mail-briefing-off-subject = 簡介會已取消，{ $time }
mail-briefing-off-purpose = { $house }：你已報名的簡介會已取消，不會舉行。
mail-briefing-off-way = 其他場次載於「簡介會」頁面，登入後可以查看。
mail-briefing-way = 如未能出席，請登入並在「簡介會」頁面交還座位，以便讓給其他人。
mail-guide-subject = 用戶指南待你確認已閱讀，{ $time }
mail-guide-purpose = { $house }：用戶指南有文件推出新版本。
mail-guide-next = 請登入並開啟「用戶指南」頁面，閱讀該文件，然後在該頁確認已閱讀。
mail-guide-next-firm = 請登入並開啟「用戶指南」頁面，閱讀該文件，然後在該頁代表貴公司確認已閱讀。由一名授權管理人確認即可。
mail-guide-way = 如此文件與你無關，請通知貴公司的授權管理人或結算所。

mail-pass-issued-subject = 已同意為你的帳戶發出一次性通行碼，{ $time }
mail-pass-issued-purpose = { $house }：因電郵中斷，已有兩人同意為你的帳戶發出一次性通行碼。通行碼代替一次電郵驗證碼，但不能代替密碼。
mail-pass-how = 結算所職員或貴公司的授權管理人會親自或經貴公司的電話告知你通行碼。任何人都不會查問你的密碼。
mail-pass-way = 如你並沒有要求，請立即通知貴公司的授權管理人及結算所。
mail-pass-used-subject = 有人以一次性通行碼登入你的帳戶，{ $time }
mail-pass-used-purpose = { $house }：有人以你的密碼及一次性通行碼登入你的帳戶。
mail-pass-used-way = 如非本人操作，請更改密碼，並立即通知貴公司的授權管理人及結算所。
mail-call-back-subject = 我們致電貴公司的回電號碼已更改，{ $time }
mail-call-back-purpose = { $house }：我們兩名職員已同意更改貴公司的回電號碼。電郵中斷時，一次性通行碼會經這號碼告知。
mail-call-back-way = 如這號碼並非貴公司所有，請立即致電結算所。
mail-call-back-none = 沒有
mail-label-number-before = 原有號碼
mail-label-number-now = 現時號碼

mail-reminder-subject = 請設定雙重認證登入，{ $time }
mail-reminder-purpose = { $house }：貴公司的授權管理人提示你設定以密碼及電郵驗證碼登入。
mail-reminder-how = 請開啟 Changeover，選擇「設定雙重認證登入」，然後輸入以電郵寄給你的啟用碼。如已遺失，請授權管理人重新發送。
mail-reminder-way = 如你不再使用終端機，請告知授權管理人。
mail-label-closing = 下一項更改

mail-label-campaign = 提示活動
mail-sample-account = 用戶
mail-remind-subject = 登入方式更改前尚有一項待辦，{ $time }
mail-remind-purpose = { $house }：終端機的登入方式將會更改，在以下事項之前，你尚有一項須完成。
mail-remind-code = 請以{ $sent }電郵給你的啟用碼（參考編號{ $reference }）設定雙重認證登入。該碼有效至{ $until }。
mail-remind-again = 請設定雙重認證登入。你現時沒有有效的啟用碼，請貴公司的授權管理人安排再次發送。
mail-remind-wait = 收到電郵的啟用碼後，請設定雙重認證登入。在此之前無須採取行動。
mail-remind-test = 請通過連線測試：登入後選擇「連線測試」。
mail-remind-login = 請以密碼及一次性驗證碼登入終端機一次，確保運作正常。
mail-remind-way = 如需協助，請先聯絡貴公司的授權管理人。完成後不會再收到這類提示。
mail-remind-firm-subject = 貴公司有用戶尚未完成準備，{ $time }
mail-remind-firm-purpose = { $house }：在以下事項之前，貴公司有{ $count }名用戶尚有步驟未完成。
mail-remind-more = 另有{ $count }項。
mail-remind-yourself = 你是其中一人。
mail-remind-firm-next = 請確保他們如期完成。事項執行時仍未完成者，可能無法進入終端機。
mail-remind-firm-where = 完整名單載於公司網頁的「用戶」一頁。
mail-lacks-address = 未登記地址
mail-lacks-mailbox = 登記的地址拒收電郵
mail-lacks-set-up = 未設定雙重認證登入
mail-lacks-test = 未通過連線測試
mail-lacks-login = 未曾以雙重認證登入
mail-remind-house-subject = 有用戶尚未完成準備，{ $time }
mail-remind-house-purpose = { $house }：在以下事項之前，{ $firms }個參與者的{ $users }名用戶尚有步驟未完成。
mail-remind-house-next = 請於監察頁的提示活動查看已發出的電郵及成效。

mail-probe-subject = 電郵送達測試，{ $time }
mail-probe-purpose = { $house }：在雙重認證登入依賴電郵之前，我們正測試電郵能否送達你的電郵網域。你無須採取任何行動。
mail-probe-way = 本電郵不含驗證碼。如這類電郵被歸入垃圾郵件或遭隔離，請要求貴公司的資訊科技人員容許我們的寄件者。
