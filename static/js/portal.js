// Every page, public ones too; the page is whole without it.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

// Keep the current entry in sight when the menu is scrolled sideways on a phone.
const current = document.querySelector('.app-nav__list [aria-current]')
if (current) {
  const list = current.closest('.app-nav__list')
  list.scrollLeft = current.offsetLeft - list.offsetLeft - 16
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
