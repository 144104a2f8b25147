### 誰會被阻、如何解決、致電給誰。

## /monitor/blocked

blocked-link = 誰會被阻
blocked-title = 誰會被阻
blocked-lead = 這是預演：逐一查看每名使用中的用戶屆時能否登入，不會作出任何轉換。
blocked-event = 如此事項發生
blocked-event-none = 不選事項：按日期及階段
blocked-event-at = { $title }，{ $time }
blocked-event-now = { $title }，如現在發生
blocked-phase-planned = 屆時的預定階段
blocked-firm = 參與者
blocked-ask = 顯示
blocked-ask-hint = 選擇事項即採用其日期及階段。不選事項而沒有日期，即指現在。
blocked-event-wrong = 沒有此事項
blocked-phase-wrong = 沒有此階段
blocked-firm-wrong = 這不是參與者代號
blocked-takeaway = 如於{ $time }實行「{ $phase }」，{ $active }名使用中的用戶當中有{ $users }名會被阻，涉及{ $firms }個參與者。
blocked-nobody = 如於{ $time }實行「{ $phase }」，{ $active }名使用中的用戶均不會被阻。
blocked-by-reason = 按所欠事項
blocked-missing = 所欠事項
blocked-users = 用戶
blocked-no-address = 沒有電郵地址
blocked-not-approved = 地址未獲批核
blocked-not-set-up = 未設定雙重認證
blocked-no-card = 沒有有效的智能卡
blocked-by-firm = 按參與者
blocked-of-active = 被阻／使用中
blocked-of = { $blocked }／{ $active }
blocked-wholly = 無人可登入
blocked-no-pair = 沒有可運作的一對管理人
blocked-all-firms = 顯示全部{ $count }個參與者
blocked-list = { $count }名用戶
blocked-chip-firm = 參與者{ $firm }
blocked-administrator = 授權管理人
blocked-mail-refused = 郵件由{ $time }起被拒收
blocked-last-login = 上次登入
blocked-no-match = 沒有符合所選條件的被阻用戶。
blocked-first = 由頭開始
blocked-export = 下載全部（CSV）
blocked-firms-alone = 其中{ $count }個參與者無法自行處理：沒有可運作的一對管理人。
blocked-tabs = 排列方式
blocked-tab-reason = 按原因
blocked-tab-firm = 按參與者
blocked-tab-mail = 收不到電郵
blocked-helps = 解決方法
blocked-firms = 參與者
blocked-do = 處理
blocked-of-whom = （{ $what }）
blocked-remind-count = 提示{ $count }名
blocked-extend-count = 延長{ $count }名
blocked-call = 致電名單
blocked-staff-register = 登記地址
blocked-staff-approve = 前往批核
blocked-staff-bind = 發出綁定碼
blocked-register-user = 登記地址
blocked-extend-user = 延長
blocked-extend-firm = 延長整個參與者
blocked-pass-user = 一次性通行碼
blocked-mail-missing = 只能以電郵驗證碼登入，但收不到
blocked-mail-nobody = 沒有用戶因收不到電郵而受影響。
blocked-mail-lead = { $firms }個參與者的{ $users }名用戶未被阻，但只能以電郵驗證碼登入，而其信箱拒收郵件。在更正地址之前，一次性通行碼可讓他們登入；通行密鑰則使他們不必依賴電郵。
blocked-mail-delayed = 電郵現正延誤。{ $firms }個參與者的{ $users }名用戶只能以電郵驗證碼登入。在此期間，一次性通行碼可讓他們登入；通行密鑰則使他們不必依賴電郵。
blocked-groups-export = 下載這些數字（CSV）
blocked-export-json = 供程式使用的版本（JSON）

## 一次過處理多名用戶

blocked-act = 對所選用戶
blocked-act-none = 請選擇
blocked-all-found = 找到的全部{ $count }名，不限於本頁
blocked-remind = 草擬提示活動
blocked-extend = 逐一建議延長
blocked-choose-somebody = 請選擇最少一名用戶
blocked-choose-act = 請選擇如何處理
blocked-too-many = 一次不能超過{ $count }名用戶。請按參與者或原因收窄名單，或草擬適用於所有人的提示活動。
blocked-no-event = 沒有已確定日期並會關閉登入方式的事項，因此無從提示
blocked-nobody-fits = 延長對所選用戶全無幫助，或已有人提出。延長只對持有智能卡的用戶有用
blocked-until-too-soon = 延長的結束時間須在所查詢的時間之後，並且尚未過去
blocked-confirm-remind = 為{ $count }名用戶草擬提示活動？
blocked-remind-means = 草稿只包括這些用戶；用戶準備好後便不再收到提示。在你查看草稿並由另一名職員批核之前，不會發出任何郵件。
blocked-remind-event = 提示的事項：{ $title }，{ $time }。
blocked-remind-do = 建立草稿
blocked-campaign = 被阻用戶：{ $count }名
blocked-confirm-extend = 為{ $count }名用戶建議延長？
blocked-extend-means = 他們的智能卡可繼續使用至以下日期，其後停止。在另一名職員批核之前，一切不變。
blocked-extend-do = 提出
blocked-left-out = 不包括{ $count }名用戶：延長對他們沒有幫助，或已有人提出。
blocked-until-hint = 須在{ $time }之後。只填日期即指該日全日。
blocked-and-more = 及另外{ $count }名
blocked-back = 返回名單

## 解決方法，以及向參與者說的話

help-register = 由參與者的經辦人登記地址。
help-staff-register = 由職員登記：參與者沒有可運作的一對管理人。
help-approve = 由參與者的覆核人批核地址。
help-staff-approve = 由職員批核：參與者沒有人可以批核。
help-correct = 地址拒收郵件，由參與者的經辦人登記正確的地址。
help-staff-correct = 地址拒收郵件，由職員登記正確的地址：參與者沒有可運作的一對管理人。
help-invite = 沒有有效的啟用碼，由管理人重新發出。
help-wait = 尚未開放設定，屆時啟用碼會自動發出。
help-set-up = 啟用碼已發出，由用戶完成設定。
help-bind-card = 由職員發出智能卡的綁定碼。
say-register = { $count }名用戶沒有電郵地址，請登記。
say-staff-register = { $count }名用戶沒有電郵地址，而貴公司沒有人可以登記。請以書面把地址交給我們，並指定兩名管理人。
say-approve = { $count }個地址等候另一名管理人，請批核。
say-staff-approve = { $count }個地址等候我們批核，我們會在今天處理。
say-correct = { $count }個地址拒收郵件，請核對並登記正確的地址。
say-staff-correct = { $count }個地址拒收郵件，而貴公司沒有人可以更改。請以書面把正確的地址交給我們。
say-invite = { $count }名用戶沒有有效的啟用碼，請在管理平台重新發出。
say-wait = { $count }名用戶會在開放設定後收到啟用碼，現時無須處理。
say-set-up = { $count }名用戶已有啟用碼但未完成設定，請他們立即設定。
say-bind-card = { $count }名用戶沒有有效的智能卡，請向我們索取綁定碼。

## /monitor/blocked/call-list

call-list-link = 致電名單，最急者先
call-list-title = 致電名單
call-list-lead = 如於{ $time }實行「{ $phase }」，{ $firms }個參與者的{ $users }名用戶會被阻。
call-list-how = 請致電記錄上的號碼，並找其中一名管理人。切勿讀出任何驗證碼或地址。
call-list-count = { $count }個參與者，最急者先
call-list-firm = 參與者
call-list-number = 回電號碼
call-list-people = 找誰
call-list-say = 說甚麼
call-list-no-number = 沒有記錄號碼
call-list-nobody = 沒有授權管理人
call-list-not-able = 尚未能登入
call-list-export = 下載致電名單（CSV）
