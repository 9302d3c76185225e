"""Reports: form versions, duties (báo cáo phải nộp), drafts, submissions, review."""
