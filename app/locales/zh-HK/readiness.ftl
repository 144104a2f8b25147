### 參與者的準備情況、例外安排及資料套件，繁體中文。

readiness-link = 準備情況
readiness-title = { $firm }的準備情況
readiness-back = 準備情況
readiness-nobody = 貴公司沒有使用中的用戶。
readiness-all-after = { $time }之後，貴公司全部{ $active }名用戶均可進入終端機。
readiness-all-at = 於{ $time }，貴公司全部{ $active }名用戶均可進入終端機。
readiness-blocked-after = { $time }之後，貴公司{ $active }名用戶中有{ $blocked }名將不能進入終端機。
readiness-blocked-at = 於{ $time }，貴公司{ $active }名用戶中有{ $blocked }名將不能進入終端機。
readiness-all-supposed = 如現在只接受雙重認證，貴公司全部{ $active }名用戶均可進入終端機。
readiness-blocked-supposed = 如現在只接受雙重認證，貴公司{ $active }名用戶中有{ $blocked }名將不能進入終端機。

## 現時及其後

readiness-phase = 貴公司現處階段
readiness-exception = 例外安排
readiness-next = 下一事項
readiness-next-none = 暫無已確定日期的事項。
readiness-next-untitled = 下一事項
readiness-days = { $days ->
    [0] 少於一日後
   *[other] { $days }日後
}
readiness-event = { $title }，{ $time }

## 某一時間誰不能登入

readiness-look-title = 誰不能登入
readiness-event-label = 某事項之後
readiness-event-usual = 下一個停用登入方法的事項
readiness-at-label = 或某一時間（香港時間）
readiness-at-hint = 例如 2027-06-30 18:00
readiness-at-wrong = 請以香港時間輸入日期及時間，例如 2027-06-30 18:00
readiness-at-past = 請輸入未到的時間
readiness-no-event = 該事項已過或未有日期，請選擇另一事項
readiness-q-label = 用戶代號或姓名
readiness-why-label = 原因
readiness-why-any = 任何原因
readiness-chip-at = 時間：{ $at }
readiness-chip-q = 搜尋：{ $q }
readiness-reasons = 按原因
readiness-cure = 解決方法
readiness-found = 找到{ $count }名用戶
readiness-no-match = 沒有符合的用戶。請更改或清除篩選條件。
readiness-export = 下載 CSV 檔案
readiness-administrator = 授權管理人
readiness-mail-refused = 郵件被拒收

lagging-no-address = 未有地址
lagging-no-address-cure = 請在用戶頁面登記電郵地址；如人數較多：
lagging-not-approved = 地址待批
lagging-not-approved-cure = 請貴公司的覆核人決定：
lagging-not-set-up = 未設定
lagging-not-set-up-cure = 可在下方發出提示，或重新發送啟用碼。
lagging-no-card = 沒有智能卡
lagging-no-card-cure = 屆時只可用智能卡進入終端機。請向結算所索取。

readiness-risk-title = 有風險：郵箱拒收郵件
readiness-risk-lead = 這些用戶本可登入，但收不到驗證碼。請檢查其地址。
readiness-refused-since = 拒收始於

## 提示

nudge-remind = 發出提示
nudge-remind-means = 電郵會說明須做甚麼及期限，不含任何代碼。
nudge-invite = 重新發送啟用碼
nudge-rule = 每名用戶每日最多收到一次提示或啟用碼。沒有登記地址或已完成設定的用戶不會收到。
nudge-all = 找到的全部用戶（{ $count }名），包括其他頁
nudge-confirm-remind = 向{ $count }名用戶發出提示？
nudge-confirm-invite = 向{ $count }名用戶重新發送啟用碼？
nudge-done-remind = { $count ->
    [0] 沒有發出提示。
   *[other] 已向{ $count }名用戶發出提示。
}
nudge-done-invite = { $count ->
    [0] 沒有發送啟用碼。
   *[other] 已向{ $count }名用戶重新發送啟用碼。
}
nudge-left = 另有{ $count }名用戶沒有收到：對其並無幫助，或今日已發送。

## 準備就緒聲明

declaration-title = 準備就緒聲明
declaration-for = 下一個停用登入方法的事項：{ $event }
declaration-none = 貴公司尚未聲明準備就緒。
declaration-declared = 已於{ $time }聲明，由{ $maker }提出、{ $checker }批核；當時{ $count ->
    [0] 無人不能登入。
   *[other] 有{ $count }名用戶不能登入。
}
declaration-void = 貴公司於{ $time }所作的聲明是就{ $event }而作，現已無效。
declaration-says = { $count ->
    [0] 按現時情況，所有用戶均可登入。聲明須由貴公司的覆核人批核。
   *[other] 按現時情況，有{ $count }名用戶不能登入，聲明會如實載明，並須由貴公司的覆核人批核。
}
declaration-remark = 備註（可不填）
declaration-remark-hint = 例如部分用戶為何無須登入。
declaration-propose = 聲明我們已準備就緒
declaration-waits = 有一項聲明正待批核。
declaration-changed = 數字在你查看後已有變動。請重新查看，然後再聲明

## 資料套件

package-title = 資料套件
package-edition = 版本 { $edition }
package-link = 資料套件，版本 { $edition }
package-lead = 供貴公司資訊科技人員使用：須放行甚麼，用戶才能登入。
package-download = 下載文字檔案
package-print = 如需列印，請直接列印本頁。
package-yours = 貴公司的確認
package-has = 貴公司已於{ $time }確認收妥此版本：由{ $maker }提出、{ $checker }批核。
package-former = 貴公司持有較舊版本。請轉交此版本並確認。
package-not-yet = 貴公司尚未確認收妥資料套件。
package-waits = 確認正待批核。
package-word = 貴公司藉此表示已收妥此版本，並已轉交資訊科技人員。
package-propose = 我們已收妥並轉交
package-changed = 現已有較新版本。請先查看，然後再確認
package-mail = 電郵
package-sender = 寄件人
package-sender-none = 未設定
package-sender-domain = 寄件人網域
package-mail-through = 請讓此寄件人的郵件即時送達用戶郵箱：不隔離、不以灰名單延遲、不改寫。
package-mail-soon = 驗證碼有效{ $minutes }分鐘，遲到的郵件並無用處。
package-mail-plain = 郵件不含連結及附件，亦不會要求任何人回覆。
package-hosts = 主機及連接埠
package-host-pages = 登入及管理網站
package-host-certificates = 以證書智能卡登入
package-host-terminal = 終端機
package-host-secure = { $host }，TCP 連接埠 { $port }（HTTPS）
package-host-plain = { $host }，TCP 連接埠 { $port }（HTTP）
package-hosts-outgoing = 用戶的電腦會連接這些主機；不會有任何連線接入貴公司網絡。
package-hosts-certificates = 請將證書智能卡所用主機豁免 TLS 檢查：該主機直接查問智能卡。
package-browsers = 瀏覽器
package-browsers-which = 請使用現行版本的 Microsoft Edge、Google Chrome、Mozilla Firefox 或 Apple Safari。無須安裝任何軟件。
package-browsers-scripts = 請容許 { $host } 使用 JavaScript 及第一方 Cookie。以密碼及驗證碼登入，沒有 JavaScript 亦可。
package-browsers-wasm = 請容許 { $host } 使用 WebAssembly：智能卡及通行密鑰需要。如政策停用即時編譯，請將該主機列入 JavaScriptJitAllowedForSites。
package-browsers-webauthn = 請容許 { $host } 使用 WebAuthn，並以智能卡及通行密鑰作驗證器。
package-browsers-attestation = 請將 { $host } 列入 SecurityKeyPermitAttestation，瀏覽器便不會逐一詢問用戶可否讓網站查看智能卡型號。
package-clock = 時鐘
package-clock-right = 請讓電腦與時間伺服器同步。時鐘不準，證書會顯得無效。
package-clock-zone = 所有時間均為香港時間（UTC+8）。

## 例外安排

exceptions-title = 例外安排
exceptions-link = 查看及申請例外安排
readiness-exceptions-lead = 貴公司或個別用戶可在兩個日期之間延用智能卡，或提早不再使用。由結算所決定。
exceptions-lead = 適用於貴公司或個別用戶：在兩個日期之間延用智能卡，或提早只用雙重認證。由結算所決定。用戶本身的例外安排優先於公司的。
exceptions-lead-staff = 參與者及用戶的延期及提早轉用，按日期自動開始及終止。用戶本身的優先於參與者的。
exceptions-none = 沒有例外安排。
exceptions-no-match = 沒有符合的例外安排。請更改或清除篩選條件。
exceptions-any = 任何
exceptions-found = { $count }項例外安排
exception-of = 對象
exception-what = 內容及時間
exception-standing = 狀態
exception-people = 人員
exception-firm = { $participant }全體
exception-by = 由{ $requester }申請、{ $approver }批核
exception-in-force = 生效中
exception-to-come = 未生效
exception-over = 已終止
exception-ended-at = 提早終止：{ $time }
exception-dated = { $kind }：{ $from }至{ $until }
exception-of-user = 用戶本身：{ $exception }
exception-of-firm = 公司：{ $exception }
exception-extension = 延期
exception-extension-hint = 並行運作結束後，智能卡繼續有效。
exception-early-move = 提早轉用
exception-early-move-hint = 並行運作結束前已只限雙重認證。你會先看到誰因此不能登入。
exception-propose = 提出例外安排
exception-ask-title = 申請例外安排
exception-scope = 適用於誰？
exception-scope-firm = 整間公司
exception-scope-any-firm = 整個參與者
exception-scope-firm-hint = 其所有用戶，本身另有例外安排者除外。
exception-scope-user = 一名用戶
exception-scope-user-hint = 優先於公司的例外安排。
exception-kind = 種類
exception-from = 由
exception-from-hint = 香港時間，例如 2027-06-30 18:00。只填日期即由 00:00 起。
exception-until = 至
exception-until-hint = 香港時間，例如 2027-07-31 18:00。只填日期即至該日完結。
exception-next = 下一步由結算所決定。
exception-end = 申請終止
exception-end-of = （{ $about }）
exception-waits = 有關{ $about }的申請正待決定。
exception-scope-missing = 請選擇適用於整間公司還是一名用戶
exception-unknown-user = 沒有此名使用中的用戶。請檢查用戶代號
exception-kind-missing = 請選擇延期或提早轉用
exception-from-wrong = 請輸入開始時間：日期如 2027-06-30，或連同時間 2027-06-30 18:00
exception-until-wrong = 請輸入終止時間：日期如 2027-07-31，或連同時間 2027-07-31 18:00
exception-dates = 請輸入在開始之後而且未到的終止時間
exception-too-long = 終止時間不可遲於開始後{ $days }日
exception-no-way-back = 智能卡已永久停用，不再設例外安排。
exception-nothing = 沒有可終止的例外安排。
exception-waits-already = 有關同一公司或用戶的申請已在等候。
exception-count-wrong = 請準確輸入將有多少名用戶不能登入

effect-title = { $about }：誰會因此不能登入
effect-end-title = 終止{ $about }的例外安排？
effect-nothing = 按現時日程，不會有任何改變。
effect-nobody = 由{ $time }起有所改變，無人會因此不能登入。
effect-blocked = 由{ $time }起，{ $count }名用戶會因此不能再進入終端機。
effect-table = 不能登入的用戶
effect-table-first = 不能登入的用戶：首{ $count }名
effect-count = 將有多少名用戶不能登入？
effect-count-hint = 請輸入數目，以示你已看過。如無人受影響，請輸入 0。
effect-propose = 提出申請
effect-back = 返回，不提出申請

## 各參與者，供結算所人員查看

overview-title = 參與者的準備情況
overview-takeaway = { $firms }個參與者中有{ $declared }個已聲明準備就緒。下一個停用登入方法的事項：{ $event }。
overview-nothing-closes = 暫無已確定日期而會停用登入方法的事項。不能登入的人數以現時計算。
overview-show = 顯示
overview-all = 全部
overview-no-pair = 沒有可運作的一對管理人
overview-not-declared = 未聲明
overview-no-package = 未確認資料套件
overview-blocked = 有用戶不能登入
overview-q = 參與者編號或名稱
overview-no-match = 沒有符合的參與者。請更改或清除篩選條件。
overview-found = { $count }個參與者
overview-firm = 參與者
overview-pair = 授權管理人
overview-pair-yes = 有可運作的一對
overview-pair-no = 沒有可運作的一對
overview-shut-out = 不能登入
overview-count = { $active }名中的{ $blocked }名
overview-declared = { $count ->
    [0] 當時無人不能登入
   *[other] 當時有{ $count }名用戶不能登入
}
overview-by = 由{ $maker }提出、{ $checker }批核
overview-void = 無效：事項已改期
overview-not-yet = 未有

## 須由兩人同意的事項

agreed-package = 資料套件版本
agreed-readiness-at = 準備就緒的時間
agreed-readiness-blocked = 因此不能登入
agreed-readiness-count = { $count ->
    [0] 無人
   *[other] { $count }名用戶
}

## 紀錄

event-exception-ended = 例外安排提早終止
event-exception-granted = 已給予例外安排
event-exception-over = 例外安排已屆滿
event-package-acknowledged = 已確認資料套件
event-readiness-declared = 已聲明準備就緒
event-reminder-sent = 已發出提示
family-exception = 例外安排
family-package = 資料套件
family-readiness = 準備情況
family-reminder = 提示
