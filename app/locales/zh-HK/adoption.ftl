### 採用情況的數字：職員的首頁及其後的檢視。

## /monitor

figures-as-of = 截至{ $time }（香港時間）
figures-seconds = · { $count }秒前
figures-minutes = · { $count }分鐘前
figures-refresh = 重新整理
figures-table = 以表格顯示數字
figures-none = 這些日子沒有可顯示的數字。
as-of-now = 截至
as-that-day-ended = 截至{ $day }結束時
past-left-out = 只有現時才知道的不會顯示：下一階段會令誰無法登入、郵件情況，以及待職員處理的事項。
day-before = ← { $day }
day-after = { $day } →
day-now = 返回現時
day-title = 另一日
day-label = 日期
day-hint = 由{ $day }至昨日。
day-show = 顯示這一日
day-wrong = 請選擇有數字的日期
from-label = 由
until-label = 至

board-phase = { $phase }。
board-coming = { $days ->
    [0] 今日：{ $event }。
   *[other] 尚餘{ $days }日：{ $event }。
}
board-coming-said = 下一步：{ $event }，{ $when }。
board-coming-unsaid = 下一步：{ $event }。日期尚未確認。
board-nothing-comes = 尚未公布下一階段。

## 三條問題

tile-ready = 我們準備好了嗎？
tile-ready-users = { $active }名使用中的用戶當中，{ $ready }名已準備好。
tile-ready-firms = { $firms }間公司當中，{ $ready }間已準備好。
tile-behind = 誰未準備好？
tile-behind-users = 名用戶未準備好。
tile-behind-firms = { $firms }間公司當中，{ $behind }間未準備好。
tile-moves = 甚麼能推動進度？
tile-moves-week = 名已準備好的用戶（與7日前相比）。
tile-moves-unknown = 尚未有7日前的數字。
tile-moves-needed = 要在{ $day }前全部準備好，每日需要{ $count }名。
lever-address = { $count }名需要公司登記地址
lever-checker = { $count }名正等候公司的批核人
lever-set-up = { $count }名需要完成設定
lever-remind = 以提示活動提醒他們
course-none = 沒有目標線：智能卡的結束日期尚未確定。
course-ahead = 當日目標為{ $target }%：{ $users ->
    [0] 剛好達到。
   *[other] 超前{ $users }名用戶。
}
course-behind = 當日目標為{ $target }%：落後{ $users }名用戶。

## 需要留意

facts-look-after = 需要留意
fact-without-pair = 沒有可用DA組合的公司
fact-never-came = DA從未登入的公司
fact-mail-refused = 郵件被拒收的用戶
fact-mail-alone = 只憑電郵完成設定的用戶
fact-passkeys = 持有通行密鑰的用戶
fact-dormant = 休眠用戶（另計）
fact-disabled = 已停用的用戶（另計）
facts-house = 結算所
fact-reconciled = 上次與公司名單核對用戶
fact-days-ago = { $days ->
    [0] 今日
   *[other] { $days }日前
}
fact-never-reconciled = 從未
fact-unacknowledged = 未獲確認的系統操作員操作
fact-passes-open = 有效的一次性通行碼
fact-passes-waiting = 待轉交的一次性通行碼
fact-mail-delayed = 公布郵件延誤的時間

## 檢視

view-funnel = 用戶的進度
view-funnel-says = { $active }名使用中的用戶當中，{ $registered }名已登記，{ $able }名可以用雙重認證登入，{ $used }名曾經使用。
view-readiness = 已準備好的用戶及公司
view-readiness-says = { $active }名用戶當中{ $ready }名已準備好，{ $firms }間公司當中{ $firms_ready }間已準備好。
view-logins = 各種登入方式
view-logins-none = 過去7日無人登入。
view-logins-says-first = 過去7日{ $all }次登入當中，{ $percent }%使用智能卡。
view-logins-says = 過去7日{ $all }次登入當中，{ $percent }%使用智能卡；之前7日為{ $before }%。
view-firms = 各公司的狀態
view-firms-says = { $firms }間公司當中的{ $count }間，未準備好的用戶最多者在先。
view-firms-behind = { $firms }間公司當中，{ $count }間有用戶未準備好，最多者在先。
view-firms-only = { $firms }間公司當中的{ $count }間：{ $what }。
view-blocked = 假如下一階段現在開始
view-blocked-says = { $phase }：假如現在開始，{ $firms }間公司的{ $users }名用戶會無法登入。
view-blocked-nobody = { $phase }：假如現在開始，沒有用戶會無法登入。
view-blocked-says-now = { $phase }：現時{ $firms }間公司的{ $users }名用戶無法登入。
view-blocked-nobody-now = { $phase }：現時沒有用戶無法登入。
view-help = 已提供的協助
view-help-says = { $days }日內有{ $resets }次重設、{ $unlocks }次解除暫停及{ $passes }個一次性通行碼。
view-mail = 郵件
view-mail-says = 過去24小時的驗證碼，一半在{ $p50 }內送達轉寄伺服器，每100個有95個在{ $p95 }內。
view-mail-none = 過去24小時沒有發出驗證碼。
view-proofs = 通行密鑰及只憑電郵的設定
view-proofs-says = { $passkeys }名用戶持有通行密鑰；{ $alone }名只證明了郵箱。
days-none = 這些日子沒有數字。

## 圖表

line-users = 用戶 { $percent }%
line-firms = 公司 { $percent }%
line-target = 目標
line-passkeys = 通行密鑰：{ $count }
line-mail-alone = 只憑電郵：{ $count }
mark-closes = { $date }：智能卡停用
strip-two-factor = 密碼及驗證碼：{ $count }
strip-card = 智能卡：{ $count }
strip-other = 通行密鑰或一次性通行碼：{ $count }
strip-resets = 重設：{ $count }
strip-unlocks = 解除暫停：{ $count }
strip-passes = 一次性通行碼：{ $count }
count-and-share = { $count } · { $percent }%
span-tenths = { $seconds }秒
span-seconds = { $count }秒
span-minutes = { $count }分鐘
span-hours = { $count }小時
span-days = { $count }日
reached-authorised = 已授權
reached-proposed = 已提交地址
reached-registered = 已登記
reached-ready = 可登入：已設定
reached-tested = 已測試或更進一步
reached-two-factor = 曾用雙重認證
reached-two-factor-only = 只用雙重認證

## 欄目

column-reached = 達到此步或更進一步
column-share = 已準備好的比例
column-with-card = 當中持卡者
column-day = 日期
column-active = 使用中
column-target = 目標
column-firms = 公司
column-firms-ready = 已準備好的公司
column-firms-share = 已準備好的公司比例
column-all = 全部
column-resets = 重設
column-unlocks = 解除暫停
column-passes = 一次性通行碼
column-firm = 公司代號
column-name = 名稱
column-administrators = DA人數
column-administrators-seen = 曾登入的DA
column-pair = 可用組合
column-measure = 項目
column-value = 數字
short-authorised = 未有地址
short-proposed = 待批核
short-registered = 未設定
short-ready = 已設定
short-tested = 已測試
short-two-factor = 已使用
short-two-factor-only = 卡已註銷
short-dormant = 休眠
short-disabled = 已停用
flag-yes = 是
flag-no = 否
mail-p50 = 一半驗證碼所需時間
mail-p95 = 每100個有95個所需時間
mail-measured = 已量度的驗證碼
mail-age = 最早等候的郵件已等候
mail-refused-by = 被{ $domain }拒收

## 查看哪些公司

only-label = 公司
only-all = 全部公司
only-behind = 未準備好
only-ready = 全部用戶已準備好
only-without-pair = 沒有可用組合
only-never-came = DA從未登入
only-passkey = 通行密鑰
only-mail-alone = 只憑電郵
only-with-card = { $state }，持有智能卡
only-administrators = 授權管理人
only-group-in = 現處於
only-group-reached = 已到達或更進一步
only-group-card = 持有智能卡
only-group-others = 其他
only-mail-refused = 郵件被拒收

## 檔案

download-csv = 下載CSV檔案
download-json = 下載JSON檔案

## 職員的導覽

monitor-overview-link = 總覽
nav-schedule = 時間表
nav-schedule-events = 事項
nav-people = 公司及用戶
nav-participants = 公司
nav-users = 用戶
nav-telling = 訊息
nav-announcements = 公告
nav-mail = 郵件
nav-control = 批核及審計
