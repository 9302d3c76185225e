// The # beside a clause copies how to cite it, with its address. Without this file it is a link.
const said = document.createElement('p')
said.className = 'site-copied'
said.setAttribute('role', 'status')
document.body.append(said)
let hiding

for (const link of document.querySelectorAll('a.site-anchor')) {
  link.addEventListener('click', async () => {
    const text = `${link.title}, ${link.href}`
    try {
      await navigator.clipboard.writeText(text)
      said.textContent = `Đã sao chép: ${link.title}`
    } catch {
      // Plain HTTP and files have no clipboard interface: the text can be copied by hand.
      said.textContent = text
    }
    said.classList.add('site-copied--shown')
    clearTimeout(hiding)
    hiding = setTimeout(() => said.classList.remove('site-copied--shown'), 6000)
  })
}
