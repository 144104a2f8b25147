### 批核頁面的文字（繁體中文）。用語一致：提交、批核、否決、撤回、經辦人、覆核人、申請、更改。

## Kinds of change

approval-kind-address = { $count ->
   *[other] 登記或更改電郵地址
}
approval-kind-remove-address = { $count ->
   *[other] 移除電郵地址
}
approval-kind-reset = { $count ->
   *[other] 重設密碼
}
approval-kind-roles = { $count ->
   *[other] 更改授權管理人的權限
}
approval-kind-enable = { $count ->
   *[other] 恢復用戶
}
approval-kind-disable = { $count ->
   *[other] 停用名單上沒有的用戶
}
approval-kind-sole = { $count ->
   *[other] 獨資經營者的例外安排
}
approval-kind-domains = { $count ->
   *[other] 更改預期的電郵網域
}

## States of a row

approval-state-waiting = 待批核
approval-state-done = 已批核
approval-state-rejected = 已否決
approval-state-stale = 已失效
approval-state-withdrawn = 已撤回
approval-state-expired = 已逾期

## Whose it is to decide

approval-not-own-account = 這是你本人的帳戶，須交由貴公司另一名覆核人或結算所決定。
approval-not-own-account-staff = 這是你本人的帳戶，由另一名審批人決定。
approval-not-own-request = 這是你提交的申請，由貴公司另一名覆核人或結算所決定。
approval-not-own-request-staff = 這是你提交的申請，由審批人決定。
approval-not-same-person = 這項更改由你的另一帳戶提交，或涉及你的另一帳戶，或郵箱、姓名與你相同的帳戶，須由其他人決定。
approval-not-for-firm = 由該公司的覆核人決定。
approval-not-for-staff = 由結算所決定。
approval-not-no-right = 你可以查看，由其他人決定。

## Why a row was not carried out

approval-why-words = 原因：{ $reason }
approval-why-account-changed = 提交後，該用戶的紀錄已有更改。
approval-why-disabled = 提交後，該用戶已被停用。
approval-why-phase-closed = 現階段已不容許這項更改。
approval-why-address-refused = 結算所已不接受這個地址。
approval-why-not-possible = 該用戶的進度已有變化，這項更改不再適用。
approval-why-maker-gone = 提交人已無權提交更改。
approval-again = 如仍有需要，須重新提交。
approval-again-yours = 如你仍有需要，請重新提交。

## What was just done

approval-decided-done = 已批核並執行{ $count }項更改。
approval-decided-rejected = 已否決{ $count }項更改。
approval-decided-withdrawn = 已撤回{ $count }項更改。
approval-decided-stale = { $count }項更改已失效，未有執行，經辦人須重新提交。
approval-decided-left = 尚有{ $count }項更改等候批核，因為並非由你決定。
approval-decided-acknowledged = 你已確認知悉在命令列執行的操作。
approval-just-proposed = 申請已提交。在其他人批核之前，不會有任何更改。

## Why a decision was not taken

approval-nothing-chosen = 請在清單中選擇最少一項
approval-reason-missing = 請輸入原因，讓提交人知道你為何否決
approval-chosen-not-yours = 未有執行任何操作，因為你選擇的項目均非由你決定。
approval-changed = 你查看期間內容已有變動，未有執行任何操作。請重新查看後再作決定。
approval-phase-closed = 現階段不容許這項更改。未有執行任何操作。

## Columns and fields

approval-column-choose = 選擇
approval-column-request = 申請
approval-column-about = 關於
approval-column-rows = 項數
approval-column-proposed = 提交
approval-column-maker = 經辦人
approval-column-at = 提交時間
approval-column-expires = 有效至
approval-column-yours = 由你決定
approval-column-look = 查看
approval-column-user = 用戶
approval-column-field = 欄位
approval-column-now = 現時
approval-column-would = 建議
approval-column-state = 狀態
approval-column-code = 交接碼
approval-field-address = 電郵
approval-field-password = 密碼
approval-field-roles = 權限
approval-field-status = 帳戶
approval-field-sole = 例外安排
approval-field-domains = 電郵網域
approval-none = 沒有
approval-whole-firm = 整間公司
approval-password-now = 有效
approval-password-proposed = 失效，並發出新的啟用碼
approval-roles-both = 可提交及批核
approval-roles-maker = 可提交
approval-roles-checker = 可批核
approval-roles-none = 沒有
approval-status-active = 使用中
approval-status-dormant = 休眠
approval-status-disabled = 已停用
approval-sole-until = 一人可批核自己提交的更改，有效至{ $time }
approval-domains-none = 未有議定：以現時使用的為準
approval-tag-new = 新增
approval-tag-changed = 已更改
approval-tag-removed = 移除
approval-tag-new-domain = 新網域
approval-tag-shared = 與另一用戶共用

## Deciding

approval-reason = 原因
approval-reason-yours = 你的原因
approval-reason-hint = 否決時必須填寫，提交人會看到。
approval-approve = 批核
approval-reject = 否決
approval-approve-chosen = 批核所選項目
approval-reject-chosen = 否決所選項目
approval-approve-all = 批核全部{ $count }項
approval-reject-all = 否決全部{ $count }項
approval-pages = 分頁
approval-page = 第{ $page }頁，共{ $of }頁
approval-page-before = 上一頁
approval-page-after = 下一頁

## Queue

approvals-title = 批核事項
approvals-yours = { $count ->
    [0] 沒有更改等候你決定。
   *[other] { $count }項更改等候你決定。
}
approvals-others = { $count }宗申請等候其他人決定。
approvals-acts-lead = { $count }項在命令列執行的操作等候你確認知悉。
approvals-acts = 在命令列執行的操作
approvals-acts-means = 系統操作員單獨執行了以下操作。「確認知悉」只表示你已看到，不會作出任何更改。如不應執行，請致電系統操作員。
approvals-act-import = 匯入資料
approvals-act-staff-added = 新增職員
approvals-acts-none = 所有操作均已獲確認知悉。
approvals-acts-seen = 已確認知悉
approvals-act-seen = 確認知悉者
approvals-act-seen-by = { $name }，{ $time }
approvals-act-at = 時間
approvals-act-of = ：{ $what }，{ $time }
approvals-acknowledge = 確認知悉
approvals-propose = 提交更改
approvals-waiting = 待批核
approvals-rule-maker = 你提交的更改會在此等候，直至其他人批核或否決。在此之前，你可以撤回。
approvals-rule-checker = 請先查看每宗申請，然後才決定。任何人都不能批核自己提交的申請或自己的帳戶。
approvals-rule-sole = 按例外安排，你可以批核自己提交的更改，有效至{ $time }。涉及你本人帳戶的更改，須由結算所決定。
approvals-rule-approver = 各公司自行決定其用戶的更改。這裏只列出公司無法自行決定的申請，以及操作員提交的申請。
approvals-rule-operator = 你提交的更改會在此等候，直至審批人決定。在此之前，你可以撤回。
approvals-rule-viewer = 你可以查看這裏的所有資料，由審批人決定。
approvals-nothing = 沒有等候批核的申請。
approvals-to-users = 為用戶提交更改
approvals-choose = 選擇：{ $what }，經辦人{ $maker }
approvals-changes = { $count }項更改
approvals-row-yours = { $count }項待你決定
approvals-row-mine = 由你提交
approvals-row-others = { $count }項由其他人決定
approvals-soon = 24小時內
approvals-look = 查看
approvals-look-of = ：{ $what }，經辦人{ $maker }
approvals-decide = 就所選申請作決定
approvals-decide-means = 這會處理所選申請中所有由你決定的更改。如要逐項決定，請先查看該申請。
approvals-settled = 已處理

## One request

approval-back = 批核事項
approval-no-reason = 沒有填寫
approval-nothing-waits = 這宗申請內已沒有等候批核的更改。
approval-would-register = 將會登記{ $count }個地址。
approval-would-change = 將會更改{ $count }個地址。
approval-would-set = 將會登記或更改{ $count }個地址。
approval-would-remove = { $count }名用戶將會失去電郵地址，不能再以密碼及驗證碼登入。
approval-would-reset = { $count }名用戶的密碼將會失效，並會發出新的啟用碼。
approval-would-roles = { $count }名用戶作為授權管理人的權限將會更改。
approval-would-enable = { $count }名用戶將會恢復使用。
approval-would-disable = { $count }名用戶將會被停用，不能再登入。
approval-would-sole = 「須由兩人同意」的規則將會就{ $count }名用戶更改。
approval-would-domains = { $count ->
   *[other] 該公司預期的電郵網域清單將會更改。
}
approval-look-new-domain = 其中{ $count }項的電郵網域是該公司首次使用。
approval-look-shared = 其中{ $count }項與另一用戶共用地址。
approval-would-end = 批核後會結束{ $count }個登入時段。
approval-rows = 更改
approval-all = 全部
approval-filters = 按狀態查看更改
approval-show-all = 顯示全部更改
approval-no-match = 沒有處於這個狀態的更改。
approval-yours-of = 待批核的{ $waiting }項更改當中，{ $yours }項由你決定。
approval-row-ends = 批核後會結束{ $count }個登入時段。
approval-decide = 你的決定
approval-decide-means = 請在清單中選擇更改，或就所有由你決定的更改（包括清單其他頁）一併決定。
approval-take-back = 撤回
approval-take-back-means = 這是你提交的申請。尚未有人決定的更改，你可以撤回。
approval-withdraw = 撤回
approval-withdraw-chosen = 撤回所選項目
approval-withdraw-all = 撤回全部{ $count }項
approval-mails = 郵件
approval-mails-sent = { $all }封郵件當中，{ $sent }封已發出。
approval-mails-waiting = { $count }封等候發出。
approval-mails-later = { $count }封會在設定開放後發出。
approval-mails-refused = { $count }封被對方郵件系統拒收。
approval-mails-whom = 查看哪些用戶的郵件被拒收
approval-mails-reload = 重新載入

## Hand-over codes

approval-codes = 交接碼
approval-codes-need = { $count }名用戶設定時，除郵件內的啟用碼外，還各需一個交接碼。
approval-codes-once = 交接碼只會向你顯示一次。按下按鈕前，請先準備好打印機。
approval-codes-show = 顯示{ $count }個交接碼（只限一次）
approval-codes-shown = 交接碼已於{ $time }顯示，不能再次顯示。如有遺失，請為該用戶提交重設密碼的申請。
approval-codes-here = 共有{ $count }個交接碼。請立即列印此頁。
approval-codes-keep = 交接碼只顯示這一次。離開或重新載入此頁後，便不能再看到。
approval-codes-how-hand = 請親手把交接碼交給各用戶本人，或致電你已知的號碼告知。切勿以電郵發送。
approval-codes-how-user = 用戶設定時，除郵件內的啟用碼外，還要輸入交接碼。
approval-codes-how-destroy = 全部交接碼交妥後，請銷毀此頁。
approval-codes-back = 返回該申請

## What staff propose

staff-proposal-title = 提交更改
staff-proposal-lead = 供無法自行處理的用戶及公司使用。由審批人決定；在此之前不會有任何更改。
staff-proposal-kind = 你想提交甚麼更改？
staff-proposal-address = 登記或更改電郵地址
staff-proposal-address-hint = 適用於公司內沒有其他人可以批核的授權管理人。
staff-proposal-roles = 更改用戶作為授權管理人的權限
staff-proposal-roles-means = 提交、批核、兩者皆可，或兩者皆不可。
staff-proposal-reset = 重設密碼
staff-proposal-reset-hint = 密碼失效，登入時段結束，並發出新的啟用碼。
staff-proposal-enable = 恢復用戶
staff-proposal-enable-hint = 適用於休眠或已停用的用戶。
staff-proposal-sole = 獨資經營者的例外安排
staff-proposal-sole-hint = 讓一人在指定日期之前批核自己提交的更改。
staff-proposal-participant-hint = 例如 CAAA
staff-proposal-for-address = 只適用於電郵地址
staff-proposal-email = 電郵地址
staff-proposal-email-hint = 用戶收取郵件的地址，例如 name@firm.example
staff-proposal-confirm = 我已向該公司核實這個地址
staff-proposal-for-roles = 只適用於授權管理人的權限
staff-proposal-roles-hint = 請勾選用戶更改後的權限。不勾選即終止其權限。
staff-proposal-maker = 提交更改
staff-proposal-checker = 批核其他人提交的更改
staff-proposal-for-sole = 只適用於獨資經營者
staff-proposal-until = 例外安排的最後一日
staff-proposal-until-hint = 年、月、日，例如 2027-03-31。留空即表示立即終止例外安排。
staff-proposal-reason-hint = 由誰提出，以及你如何確認是其本人。審批人會看到。
staff-proposal-propose = 提交
staff-proposal-next = 下一步，由審批人查看。
staff-proposal-kind-missing = 請選擇你想提交的更改
staff-proposal-unknown-user = 找不到該用戶。請檢查參與者代號及用戶代號。
staff-proposal-reason-missing = 請輸入原因
staff-proposal-until-wrong = 請輸入一年之內的未來日期，例如 2027-03-31
staff-proposal-same-roles = 該用戶現時的權限正是如此。請更改選擇，或無須提交。
staff-proposal-firm-can = { $participant } 有自己的人員可以提交及批核。請由該公司自行處理。
staff-proposal-confirm-domain = 該公司首次使用網域 { $domain }。請向該公司核實地址，然後確認。
staff-proposal-confirm-shared = 公司內已有其他用戶使用這個地址。請向該公司核實，然後確認。
staff-proposal-confirm-both = 該公司首次使用網域 { $domain }，而且已有其他用戶使用這個地址。請向該公司核實，然後確認。
staff-proposal-dormant = 此用戶處於休眠狀態。請先恢復使用。
staff-proposal-disabled = 該用戶已停用。請先恢復該用戶。
staff-proposal-email-missing = 請輸入電郵地址
staff-proposal-email-not-plain = 請輸入一個電郵地址，例如 name@firm.example
staff-proposal-email-non-ascii = 在 @ 之前只可使用不帶重音符號的英文字母
staff-proposal-email-domain = 結算所不接受這個電郵網域的地址。請輸入另一個地址。
staff-proposal-email-shared = 公司內已有其他用戶使用這個地址。請輸入只有該用戶收取的地址。
staff-proposal-email-already = 這已是該用戶登記的地址
staff-proposal-waits = 該用戶已有同類更改等候批核。請先處理或撤回。
staff-proposal-not-no-address = 該用戶未有登記地址。請先登記。
staff-proposal-not-active = 該用戶已在使用中
staff-proposal-not-set-up = 該用戶尚未設定，沒有可重設的密碼。公司可以重新發送邀請。
staff-proposal-not-already = 現時已是如此
staff-proposal-not-oneself = 這是你本人的帳戶。請由另一名操作員提交。
staff-proposal-not-now = 現時不能為該用戶提交這項更改

approvals-operator = 系統操作員
approvals-staff = 結算所職員
