import { describe, expect, it } from 'vitest'
import { isOwnOnion } from '../../../../server/counter/address.ts'

describe('isOwnOnion', () => {
  it.each(['invented.onion', 'Invented.ONION', 'invented.onion:80', 'invented.onion.'])('takes %s for ours where our names are not known', host => expect(isOwnOnion(host, [])).toBe(true))

  it.each(['ours.onion', 'Ours.ONION', 'ours.onion:80', 'ours.onion.', 'other.onion', 'www.ours.onion', 'a.b.Ours.onion:80'])('takes %s for ours where it is one of our names or below one', (host) => {
    expect(isOwnOnion(host, ['ours.onion', 'other.onion'])).toBe(true)
  })

  it.each(['invented.onion', 'notours.onion', 'ours.onion.onion', 'ours_onion'])('does not take %s for ours where our names are others', host => expect(isOwnOnion(host, ['ours.onion'])).toBe(false))

  it.each(['invented.onion.example', 'onion', 'notonion:80'])('does not take %s for ours', host => expect(isOwnOnion(host, [])).toBe(false))
})
