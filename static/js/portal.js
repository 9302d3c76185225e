// Every page, public ones too; the page is whole without it.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

// A table that is wider than the screen says so: its edge may fall between two columns.
const boxes = [...document.querySelectorAll('.app-scroll')]
const mark = () => boxes
  .map(box => [box, box.scrollWidth > box.clientWidth + 8])
  .forEach(([box, wider]) => box.classList.toggle('app-scroll--wider', wider))
mark()
window.addEventListener('resize', mark)

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
