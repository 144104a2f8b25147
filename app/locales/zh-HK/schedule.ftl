### 日程、其控制，以及屆時被阻的用戶，繁體中文。

## 各階段及其容許事項

phase-name-registration = 登記
phase-name-preparation = 準備
phase-name-connectivity-test = 連線測試
phase-name-parallel-run = 並行運作
phase-name-two-factor-only = 只限雙重認證
phase-act-smartcard = 智能卡登入
phase-act-two-factor = 雙重認證登入
phase-act-register = 登記地址
phase-act-set-up = 設定雙重認證
phase-act-test = 測試登入
phase-rule-yes = 可以
phase-rule-test-only = 只限測試
phase-rule-no = 不可

## 事項

event-state-tentative = 暫定
event-state-confirmed = 已確定
event-state-held = 暫緩
event-state-done = 已完成
event-state-cancelled = 已取消
event-held-by-hand = 由職員暫緩。
event-held-not-armed = 未有兩人及時確認執行。
event-held-grown = 被阻的用戶會多於已同意的數目。
event-held-too-early = 必須先停止以智能卡登入終端機。

## /schedule

schedule-link = 日程
schedule-title = 日程
schedule-lead = 以下為已公布的事項，時間均為香港時間。日期或會更改：每次更改均在此公布，並以電郵通知授權管理人。
schedule-in-force = 現階段：{ $phase }。
schedule-in-force-since = 現階段：{ $phase }，由{ $time }起。
schedule-empty = 尚未公布日程。
schedule-on-hold = 此事項暫緩，新日期將另行公布。
schedule-phases = 各階段容許的事項
schedule-phases-lead = 此表關於終端機。授權管理人在任何階段均可以雙重認證進入其管理頁面。獲延期或提早轉用的參與者或用戶，日期有所不同。
schedule-phase = 階段
schedule-now = 現階段
schedule-calendar = 加入你的日曆
schedule-calendar-how = 請在日曆程式以網上日曆方式加入此地址。日曆程式每隔數小時會自行檢查更改。
schedule-calendar-link = 日程的日曆檔案
schedule-calendar-name = { $house }：雙重認證日程
schedule-calendar-held = 暫緩：
schedule-calendar-tentative = 未有日期的事項不在日曆內，定出日期後便會加入。

## /monitor/schedule

schedule-desk-title = 日程及階段
schedule-fixed = 階段已由設定（schedule.phase）固定。除去該設定前，日程的事項一概不會執行。
schedule-decommissioned = 智能卡已永久停用，不能返回較早階段。
schedule-new = 新增事項
schedule-empty-how = 可在此新增事項，或以「changeover import schedule」匯入檔案。
schedule-when = 時間
schedule-event = 事項
schedule-state = 狀態
schedule-arming = 確認執行
schedule-armed = 已確認執行
schedule-armed-until = 有效至{ $time }
schedule-to-arm = 待確認執行
schedule-by-itself = 不需要
schedule-waits = 更改待批
schedule-public-link = 公眾所見的日程
schedule-back-title = 回復安排
schedule-back-lead = 如轉換出現問題，經另一人批核後可即時回復並行運作，智能卡便可如常登入終端機。
schedule-back = 回復並行運作
schedule-back-event = 回復並行運作
schedule-back-text = 智能卡可再次登入終端機，與雙重認證並行。只限雙重認證的新日期將另行公布。

## 單一事項

schedule-kind = 事項種類
schedule-held = 暫緩
schedule-needs-arming = 須由兩人在指定時間前72小時內確認執行，否則暫緩。
schedule-armed-by = 由{ $by }於{ $time }確認，涉及{ $firms }個參與者的{ $users }名用戶。適用於不遲於{ $until }的時間。
schedule-and = 及
schedule-request = 申請
schedule-request-waits = 有申請等候另一人批核
schedule-blocks = 預演
schedule-just-held = 事項已暫緩。須由兩人再次確認，方會執行。
schedule-no-way-back-warning = 此事項不能撤回。智能卡將永久失效，亦不能返回較早階段。
schedule-change = 更改此事項
schedule-history = 經過
schedule-history-request = 申請
schedule-history-planned = 以文字公布，未有日期
schedule-history-dated = 定於{ $to }
schedule-history-no-date = 取消原定日期（{ $from }）
schedule-history-same = 已更改，仍定於{ $to }
schedule-history-moved = 由{ $from }改為{ $to }
schedule-history-armed = 已確認執行，涉及{ $firms }個參與者的{ $users }名用戶
schedule-history-happened = 已執行，{ $firms }個參與者的{ $users }名用戶被阻
schedule-history-held = 暫緩。{ $why }
schedule-history-held-reason = 暫緩：{ $reason }
schedule-history-cancelled = 已取消
schedule-by-operator = 指令行
schedule-by-system = 日程自動執行

## 表格

schedule-held-form = 此事項暫緩。在此提出的任何更改，經另一人批核後即再次確認此事項。
schedule-kind-choose = 請選擇事項種類
schedule-timing = 何時發生
timing-confirmed = 定出日期
timing-confirmed-hint = 屆時自動執行。
timing-tentative = 暫定
timing-tentative-hint = 以文字公布，例如「第二季末」。不會自動執行任何事。
timing-at-once = 一經批核即時執行
timing-at-once-hint = 不適用於會關閉登入方式的事項。
timing-cancelled = 取消
timing-cancelled-hint = 將永久顯示為已取消。
schedule-instant = 指定時間（香港時間）
schedule-date = 日期
schedule-date-hint = 例如2027-06-25
schedule-time = 時刻
schedule-time-hint = 例如18:00
schedule-words = 以文字表示的時間
schedule-when-en = 時間（英文）
schedule-when-zh = 時間（中文）
schedule-says = 公布內容
schedule-title-en = 標題（英文）
schedule-title-zh = 標題（中文）
schedule-text-en = 內容（英文）
schedule-text-zh = 內容（中文）
schedule-check = 查看其影響
schedule-check-next = 另一人批核前不會有任何更改。
schedule-kind-missing = 請選擇事項種類
schedule-timing-missing = 請選擇何時發生
schedule-date-wrong = 請輸入日期（例如2027-06-25）及時刻（例如18:00）
schedule-date-past = 請輸入尚未過去的時間
schedule-date-taken = 另一事項亦定於同一時間，請輸入另一時間
schedule-when-missing = 請輸入以文字表示的時間
schedule-title-missing = 請輸入此語文的標題
schedule-text-missing = 請輸入此語文的內容
schedule-too-long = 文字過長：最多200字，內容最多2,000字
schedule-unprintable = 當中有看不見的字元，請重新輸入
schedule-at-once-needs-arming = 此事項會關閉登入方式，必須定出日期，並由兩人確認執行
schedule-over = 此事項已發生或已取消，不能再更改。
schedule-no-way-back = 智能卡已永久停用，不能返回。
schedule-waits-already = 已有關於此事項的申請等候另一人批核。
schedule-changed = 此事項剛被他人更改。本頁顯示現況，請重新更改。
schedule-nothing = 你未有作出任何更改。

## 更改的影響

schedule-check-title = 核對更改
schedule-check-lead = { $title }（{ $kind }）
schedule-check-changes = 更改內容
schedule-check-does = 更改的影響
schedule-begins = 這是首個事項。現階段為「{ $phase }」。一經批核，階段即按日程而定，並由登記階段開始。
schedule-disarms = 此事項已確認執行。作出此更改後，須重新確認執行。
schedule-does-nothing = 階段不會因此改變。新文字會在日程顯示。
schedule-does-at = 按現況，於{ $time }：
schedule-does-at-once = 按現況，一經另一人批核：
schedule-does-keep = 階段不變：{ $phase }。
schedule-does-switch = 階段由「{ $before }」改為「{ $after }」。
schedule-does-reason = { $why }：{ $count }
schedule-does-need-arming = 須由兩人在之前72小時內確認執行，否則暫緩，不會有任何改變。
schedule-would-block = { $users ->
    [0] 沒有用戶會被阻。
   *[other] { $firms }個參與者的{ $users }名用戶將不能登入。
}
schedule-firms-shut-out = { $count }個參與者將沒有任何用戶可以登入。
schedule-sessions-end = { $count ->
    [0] 沒有登入時段會結束。
   *[other] { $count }個登入時段將會結束。
}
schedule-reason-hint = 更改的原因。批核人會看到，並記錄在經過內。
schedule-edit = 修改

## 確認執行及暫緩

schedule-arm-title = 確認執行此事項
schedule-arm-means = 此事項會關閉登入方式。須由兩人在之前72小時內同意被阻的用戶數目，方會執行。他們同意的是以下數目。
schedule-blocked-whom = 查看名單
schedule-arm-tolerance = 如屆時增加多於{ $count }名用戶或參與者，事項將會暫緩。
schedule-administrators-without = { $count }名授權管理人沒有用過的通行密鑰：如電郵中斷，便不能登入。
schedule-arm-too-early = 由{ $time }起可確認執行。
schedule-arm-staff = 每名操作員及批核人均須有最少用過一次的通行密鑰，以便電郵中斷時仍可處理。尚欠：{ $names }。
schedule-arm-waits = 確認執行的申請正等候另一人批核。
schedule-arm-count = 將有多少名用戶被阻？
schedule-arm-count-hint = 請輸入上面的數目，以示已經看過。
schedule-arm-propose = 提出確認執行
schedule-arm-wrong-count = 這不是將會被阻的用戶數目。請看上面的數目再輸入
schedule-arm-not-now = 現時不能確認執行此事項。
schedule-hold-title = 暫緩
schedule-hold-means = 由你一人即時執行。再次確認則須兩人。
schedule-hold = 暫緩此事項
schedule-hold-reason-missing = 請輸入暫緩的原因
schedule-hold-happened = 事項已經發生。
schedule-hold-nothing = 沒有可以暫緩的事項。

list-comma = 、
