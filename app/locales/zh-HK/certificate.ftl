## 以X.509證書登入的智能卡：專用連線上的一頁。

certificate-title = 以智能卡證書登入
certificate-lead = 你的瀏覽器出示了以下證書。如證書屬於你，請以它登入。
certificate-user = 用戶
certificate-subject = 證書持有人
certificate-issuer = 簽發機構
certificate-ends = 有效期至
certificate-log-in = 以此智能卡登入
certificate-again = 再試一次
certificate-other-card = 如要使用另一張智能卡，請先關閉瀏覽器的所有視窗，否則瀏覽器會繼續出示同一證書。
certificate-expired = 此證書已過期。請向智能卡的簽發機構索取新證書。
certificate-not-yet-valid = 此證書尚未生效。在生效之前，請使用你原有的智能卡。
certificate-revoked = 此證書已被簽發機構撤銷，不能再使用。
certificate-foreign = 此證書並非由本所接受的機構簽發。請確認你選擇的是智能卡上的證書。
certificate-unsuitable = 此證書不能用於登入。請確認你在智能卡上選擇了正確的證書。
certificate-unchecked = 現時未能核對智能卡證書，因此暫不接受任何證書。須由結算所處理。請以其他方式登入，或稍後再試。
certificate-names-nobody = 此證書未載有參與者代號及用戶代號。請確認你選擇的是智能卡上的證書。
certificate-unknown-user = 證書所載的用戶未有在此登記。請聯絡你的授權管理人。
certificate-other-user = 此證書已登記給另一用戶。請聯絡你的授權管理人。
certificate-suspended = 你的智能卡已暫停使用。請聯絡你的授權管理人。
certificate-retired = 你的智能卡已停用。請以其他方式登入。
certificate-not-allowed = 此帳戶現時不能登入。請聯絡你的授權管理人。
certificate-closed = 智能卡已不能開啟終端機。請以密碼及一次性驗證碼登入。
certificate-closed-until = 失敗次數過多。請在{ $time }之後再試。
