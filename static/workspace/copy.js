// A button that copies the text of a field; without it, the text is selected by hand.
for (const button of document.querySelectorAll('[data-copy]')) {
  const source = document.getElementById(button.dataset.copy)
  const status = document.querySelector('[data-copy-status]')
  button.hidden = false
  button.addEventListener('click', async () => {
    source.focus()
    source.select()
    try {
      await navigator.clipboard.writeText(source.value)
    } catch {
      // Plain HTTP inside an office network has no clipboard interface.
      if (!document.execCommand('copy')) {
        status.textContent = 'Trình duyệt không cho sao chép. Nội dung đã được chọn, hãy bấm Ctrl+C.'
        return
      }
    }
    status.textContent = `${button.dataset.copied} lúc ${new Date().toLocaleTimeString('vi-VN')}.`
  })
}
