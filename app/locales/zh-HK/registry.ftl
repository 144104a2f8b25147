### 智能卡登記冊：職員及授權管理人所見的文字。

## Cards

registry-link = 智能卡
registry-title = 智能卡
registry-lead = { $count ->
    [0] 登記冊內沒有智能卡。
   *[other] 登記冊內有{ $count }張智能卡。
}
registry-empty = 尚未有智能卡的紀錄。系統操作員會匯入智能卡管理系統的紀錄；其他智能卡由用戶以綁定碼綁定。
registry-issued = 已發出
registry-bound = 使用中
registry-suspended = 已暫停使用
registry-retired = 已註銷
registry-binding-code = 用作綁定智能卡的綁定碼
registry-and = 、
registry-certificate = 以證書登入
registry-used = 最近於{ $time }使用
registry-never-used = 從未使用
registry-states = 按狀態分類的智能卡
registry-all = 全部
registry-state = 狀態
registry-card = 智能卡
registry-since = 狀態自
registry-last-used = 最近使用
registry-found = 找到{ $count }張智能卡
registry-no-match = 沒有符合條件的智能卡。

## Stopping cards

registry-suspend = 暫停使用
registry-suspend-of = { $account } 的全部智能卡
registry-suspend-title = 暫停使用 { $account } 的智能卡？
registry-suspend-code-only = 尚未綁定智能卡。現有的綁定碼會失效。
registry-suspend-back = 不作更改，返回智能卡
registry-just-suspended = 已暫停使用 { $account } 的智能卡。
registry-nothing-to-stop = 未有改變：該用戶沒有可用的智能卡。
act-suspend-card = 暫停使用智能卡
act-suspend-card-means = 用戶不能再以智能卡登入，以智能卡開啟的登入時段會關閉，綁定碼亦會失效。經結算所兩人同意，智能卡可以恢復使用。
why-no-card = 用戶沒有可用的智能卡。
done-suspend-card = 已暫停使用{ $count }名用戶的智能卡。
confirm-suspend-card = 暫停使用{ $count }名用戶的智能卡？

## What staff propose

registry-propose = 提交更改
registry-proposal-title = 提交智能卡的更改
registry-proposal-lead = 綁定碼，以及註銷或恢復智能卡。由覆核人決定，之前不會有任何改變。
registry-propose-bind = 發出綁定碼
registry-propose-bind-hint = 適用於使用中而沒有可用智能卡的用戶。批核後，綁定碼會載於一個檔案，以供郵寄。
registry-propose-retire = 註銷智能卡
registry-propose-retire-hint = 智能卡會失效。在智能卡全面停用之前，可以恢復。
registry-propose-restore = 恢復智能卡
registry-propose-restore-hint = 適用於已暫停使用或已註銷的智能卡。
registry-scope = 適用於誰？
registry-scope-user = 一名用戶
registry-scope-user-hint = 請輸入參與者代號及用戶代號。
registry-scope-firm = 一家參與者
registry-scope-firm-hint = 該公司內所有適用的用戶。請輸入參與者代號。
registry-scope-administrators = 所有授權管理人
registry-scope-administrators-hint = 包括所有參與者，只適用於綁定碼。
registry-scope-everybody = 所有用戶
registry-scope-everybody-hint = 包括所有參與者，不適用於綁定碼。
registry-scope-missing = 請選擇適用於誰
registry-scope-unfit = 請選擇其他：綁定碼不能一次過向所有用戶發出，其他更改亦不能只適用於授權管理人
registry-participant-hint = 適用於一名用戶或一家參與者，例如 CAAA
registry-user-hint = 適用於一名用戶
registry-unknown-firm = 沒有此參與者。請檢查代號
monitor-decommissioned = 智能卡已於{ $time }永久停用，不能還原。
closing-pack-link = 下載結案檔案
registry-decommissioned = 智能卡已永久停用，不能再作任何處理。
registry-nobody = 此更改不適用於這些用戶，或已有相同更改正等候決定。未有提交任何更改。

## Approvals

approval-kind-bind-card = { $count ->
   *[other] 發出綁定碼
}
approval-kind-retire-cards = { $count ->
   *[other] 註銷智能卡
}
approval-kind-restore-cards = { $count ->
   *[other] 恢復智能卡
}
approval-field-cards = 智能卡
approval-would-bind-card = { $count }名用戶會各獲一個綁定碼，之前的綁定碼會失效。
approval-would-retire-cards = { $count }名用戶將不能再以智能卡登入。
approval-would-restore-cards = { $count }名用戶可以再以智能卡登入。
approval-left-out = { $count }名用戶不在其內，因為並不適用，或已有相同更改正等候決定。
approvals-all-firms = 所有參與者
binding-codes = 綁定碼
binding-codes-lead = { $count }個綁定碼可供郵寄，授權管理人排在最前。
binding-codes-once = 檔案只可取得一次。信件列印後，請即刪除檔案。
binding-codes-take = 取得檔案（CSV）
binding-codes-taken = 檔案已於{ $time }取得，不能再次取得。如已遺失，請重新提交，遺失檔案內的綁定碼會隨之失效。
binding-codes-again = 檔案之前已經取得。如已遺失，請重新提交，遺失檔案內的綁定碼會隨之失效。
binding-codes-none = 此處沒有綁定碼檔案。申請內所有更改均有決定後，才會有檔案。
binding-codes-own = 其中一個綁定碼屬於與你使用同一郵箱的用戶。請由另一人取得檔案。

## Portal

changed-cards = 智能卡
waits-bind-card = 綁定碼待批
waits-retire-cards = 註銷智能卡待批
waits-restore-cards = 恢復智能卡待批
user-cards = 智能卡
user-cards-none = 沒有
user-passkeys = 通行密鑰


## Audit trail

family-card = 智能卡
event-card-binding-issued = 已發出綁定碼
event-card-codes-refused = 拒絕提供綁定碼檔案
event-card-codes-taken = 已取得綁定碼檔案
event-card-described = 已更新智能卡的描述
event-card-imported = 已匯入智能卡
event-card-restored = 已恢復智能卡
event-card-retired = 已註銷智能卡
event-card-suspended = 已暫停使用智能卡

event-binding-begun = 已開始綁定智能卡
event-binding-paused = 綁定碼因多次失敗而暫停
event-binding-refused = 綁定智能卡被拒
event-card-bound = 智能卡已綁定
event-certificate-paused = 證書登入因多次失敗而暫停
event-certificate-refused = 證書登入被拒
event-certificate-registered = 載有證書的智能卡已登記
event-passkey-added = 已新增通行密鑰
event-passkey-refused = 通行密鑰被拒
event-passkey-removed = 已移除通行密鑰
event-passkey-renamed = 通行密鑰已改名
event-setup-proved = 設定已由智能卡或通行密鑰證明
event-setup-refused = 設定的證明被拒
event-smartcard-refused = 智能卡登入被拒

family-binding = 綁定智能卡
family-certificate = 載有證書的智能卡
family-passkey = 通行密鑰
family-smartcard = 智能卡登入
