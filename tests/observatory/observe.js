// What HTTP Observatory says of a site on this machine: `node observe.js HTTP_PORT HTTPS_PORT` prints one object, result by test.
// Its own command scans ports 80 and 443 only; this takes the same steps (src/scanner/index.js).
import { ALL_TESTS } from '@mdn/mdn-http-observatory/src/constants.js'
import { retrieve } from '@mdn/mdn-http-observatory/src/retriever/retriever.js'

const [httpPort, httpsPort] = process.argv.slice(2)
const answers = await retrieve('localhost', { httpPort, httpsPort, path: '/en' })
const outputs = ALL_TESTS.map(test => test(answers))
console.log(JSON.stringify(Object.fromEntries(outputs.map(output => [output.constructor.name, { result: output.result, pass: output.pass }]))))
