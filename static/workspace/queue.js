// J and K go to the next and the previous report that awaits review; the links do it too.
document.addEventListener('keydown', event => {
  const typing = event.target.closest('input, textarea, select, [contenteditable]')
  if (typing || event.ctrlKey || event.altKey || event.metaKey) return
  const link = document.querySelector(`[data-queue="${CSS.escape(event.key.toLowerCase())}"]`)
  if (link) link.click()
})
