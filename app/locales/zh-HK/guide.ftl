### 用戶指南：各文件以外的文字。

guide-link = 用戶指南
guide-title = 用戶指南
guide-lead = 如何以雙重認證登入，以及公司如何登記用戶。
guide-edition = 版本 { $version }，{ $date }
guide-for-users = 供用戶閱讀。
guide-for-administrators = 供授權管理人閱讀。
guide-by-nobody = 無須確認已閱讀
guide-by-users = 每位讀者均須確認
guide-by-firms = 由一名授權管理人代表公司確認
guide-to-acknowledge = 待確認
guide-acknowledged = 已確認
guide-contents = 目錄
guide-download = 下載 PDF
guide-acknowledge = 你已閱讀嗎？
guide-acknowledge-means = 結算所請每位讀者確認已閱讀。我們會記錄你的姓名及時間。
guide-acknowledge-firm = 貴公司已閱讀嗎？
guide-acknowledge-firm-means = 結算所請一名授權管理人代表公司確認已閱讀。我們會記錄你的姓名及時間。
guide-i-have-read = 我已閱讀
guide-we-have-read = 我們已閱讀
guide-thanks = 多謝，已作記錄。
guide-you-have = 你已於{ $time }確認閱讀此版本。
guide-firm-has = { $who }已於{ $time }代表貴公司確認閱讀此版本。
guide-overtaken = 現有較你先前所見更新的版本，已在此顯示。請先閱讀，然後再按一次。
account-guides = 有{ $count }份用戶指南文件待你確認已閱讀。
account-guides-link = 開啟用戶指南
blocker-guides = 有{ $count }份用戶指南文件待你確認已閱讀。
blocker-guides-do = 開啟用戶指南

## PDFs

paper-about = PDF 檔案，{ $language }，{ $size }
paper-english = 英文
paper-chinese = 繁體中文
paper-guide-title = 在用戶指南加入 PDF
paper-material-title = 在簡介會加入 PDF
paper-file = 檔案
paper-file-hint = PDF，最大 { $most } MB
paper-language = PDF 的語言
paper-document = 這是甚麼文件？
paper-new-document = 新文件
paper-version = 版本
paper-version-hint = 例如 1.0
paper-audience = 供誰閱讀？
paper-acknowledge = 由誰確認？
paper-told = 須確認的人會收到電郵通知。新版本會取代舊版本，並須再次確認。
paper-upload = 上載
paper-missing-version = 請輸入版本
paper-missing-choice = 請選擇其中一項
paper-no-file = 請選擇檔案
paper-not-pdf = 該檔案並非 PDF。請選擇另一個檔案
paper-too-large = 該檔案超過 { $most } MB。請選擇較小的檔案
paper-unreadable = 未能完整收到檔案。請再次選擇
paper-same-version = 此文件已有該版本。請輸入另一版本

## Staff

library-lead = 系統附有的文件，以及你加入的 PDF。任何人均可閱讀。
library-upload = 加入 PDF
library-published = 已發布 PDF。
library-table = 文件
library-document = 文件
library-for = 供誰閱讀
library-version = 版本
library-acknowledged = 確認
library-csv = 各公司確認情況檔案（CSV）
library-former = 舊版本
library-replaced = 版本 { $version }，於{ $time }被取代
guide-done-users = { $asked }名用戶之中{ $done }名已確認；{ $firms }家公司之中{ $firms_done }家全部確認
guide-done-firms = { $firms }家公司之中{ $firms_done }家已確認
readers-table = 公司
readers-missing-only = 尚未完成
readers-show-missing = 只顯示尚未完成的公司
readers-last = 最近確認
readers-by = 由{ $who }確認
readers-not-yet = 尚未確認
readers-of = { $asked }名之中{ $done }名

## Audit trail

family-guide = 用戶指南
event-guide-acknowledged = 已確認閱讀用戶指南文件
event-guide-published = 已發布用戶指南文件
