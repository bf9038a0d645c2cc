import { describe, expect, it } from 'vitest'
import { oneLine, readArguments, UsageError } from '../../../../tools/kit/command.ts'
import { runTool } from '../release/serve.ts'

const options = { out: { type: 'string', default: 'here' }, json: { type: 'boolean' } } as const

describe('readArguments', () => {
  it('gives what was typed', () => {
    expect(readArguments({ args: ['--json', 'a'], allowPositionals: true, options })).toMatchObject({ values: { out: 'here', json: true }, positionals: ['a'] })
  })

  it.each([
    ['an option that does not exist', ['--colour'], '--colour'],
    ['a missing value', ['--out'], '--out <value>'],
    ['a value for a switch', ['--json=yes'], '--json'],
    ['a word too many', ['a'], '\'a\''],
  ])('names %s', (_, args, message) => {
    expect(() => readArguments({ args, options })).toThrow(UsageError)
    expect(() => readArguments({ args, options })).toThrow(message)
  })

  it('does not take a wrong configuration for a wrong command line', () => {
    expect(() => readArguments({ args: [], options: { out: { type: 'string', short: 'no letter' } } })).not.toThrow(UsageError)
    expect(() => readArguments({ args: [], options: { out: { type: 'string', short: 'no letter' } } })).toThrow(TypeError)
  })
})

describe('oneLine', () => {
  it('gives what was typed without the spaces around', () => {
    expect(oneLine(' Claire ', '--by', 'a name')).toBe('Claire')
  })

  it.each([
    [undefined, '--by is missing: a name'],
    [' ', '--by is missing: a name'],
    ['a\nb', '--by is one line of at most 200 characters'],
    ['a'.repeat(201), '--by is one line of at most 200 characters'],
  ])('refuses %j', (text, message) => {
    expect(() => oneLine(text, '--by', 'a name')).toThrow(message)
  })
})

/** What makes the first thing printed a fault of the program. */
const faulty = { NODE_OPTIONS: '--import=data:text/javascript,console.log=undefined' }

describe('a command', () => {
  it('ends with 2 when it was called wrongly, and says where more stands', async () => {
    const { status, printed } = await runTool('mirrors.ts', ['--colour'])
    expect(printed).toBe('mirrors: Unknown option \'--colour\'\n\nMore: npm run mirrors -- --help\n')
    expect(status).toBe(2)
  })

  it('prints its options as a table', async () => {
    const { status, printed } = await runTool('verify.ts', ['release', '-h'])
    expect(printed).toContain([
      '',
      '  --at-least N        refuse a release with a lower number',
      '  --last FILE|FOLDER  refuse a release older than this one',
    ].join('\n'))
    expect(status).toBe(0)
  })

  it('does not take a fault of its own for a wrong call', async () => {
    const { status, printed } = await runTool('mirrors.ts', ['--help'], faulty)
    expect(printed).toContain('console.log is not a function')
    expect(status).toBe(1)
  })
})
