### 電郵文字（繁體中文）。電郵不含連結；驗證碼只在內文首行，不在主旨。

mail-house-unnamed = 結算所登入服務
mail-fact = { $label }：{ $value }
mail-label-reference = 參考編號
mail-label-asked = 要求時間
mail-label-until = 有效至
mail-label-account = 用戶
mail-label-when = 時間
mail-call = 查詢熱線：{ $hotline }
mail-write = 查詢電郵：{ $email }

mail-code-subject = 於{ $time }要求的一次性驗證碼，參考編號 { $reference }
mail-code-purpose = 以上是你登入{ $house }的一次性驗證碼。請在顯示相同參考編號的頁面輸入。
mail-code-warning = 結算所及貴公司的職員絕不會向你索取驗證碼。如你沒有要求驗證碼，即有人知道你的密碼，請立即通知貴公司的授權管理人。

mail-activation-subject = 設定雙重認證登入，參考編號 { $reference }
mail-activation-purpose = { $house }：你的電郵地址已登記用於雙重認證登入。以上是你的啟用碼。
mail-activation-how = 請如常開啟貴公司所用的登入頁面，選擇「設定雙重認證登入」，輸入參與者代號、用戶代號及啟用碼，然後選定密碼。
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
