import { localeCodes } from '../../../../shared/locales.ts'
import { createSandbox } from './sandbox.ts'

export const number = '+380 44 123 45 67'

export function contactPage(locale: string): string {
  return `<!DOCTYPE html>
<html lang="${locale}">
<head><meta charset="utf-8"><title>Contact</title><link rel="icon" href="data:,"></head>
<body><a id="exit" href="">Leave</a><main><h1>Contact</h1>
<ul>
<li><a href="tel:+380441234567">${number}</a> <small>24/7</small></li>
<li><a href="tel:+380501234567">+380 50 123 45 67</a></li>
<li><a href="https://t.me/some_test_bot">@some_test_bot</a> <b>1234567890</b></li>
<li><a href="https://test.example.org/">test.example.org</a> not <s>some_tezt_bot</s></li>
<li><a href="https://radio.example/a?b=1&amp;c=2">Radio</a>, 17.12.2022, 40,157 <data value="40157">40,157</data></li>
</ul>
</main></body>
</html>
`
}

/** A sandbox with a published folder `out` in which every locale has a contact page. */
export function createOutputSandbox() {
  const sandbox = createSandbox()
  for (const locale of localeCodes) sandbox.write(`out/${locale}/contact/index.html`, contactPage(locale))
  return sandbox
}
