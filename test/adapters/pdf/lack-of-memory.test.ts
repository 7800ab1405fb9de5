import { deflateSync, inflateSync } from 'node:zlib'
import assert from 'node:assert/strict'
import { readable } from '../../../adapters/pdf/verify/cms/readable.ts'
import { openReport } from '../../../adapters/pdf/verify/report.ts'
import { Refusal } from '../../../adapters/pdf/verify/refusal.ts'
import { expectProblem } from '../../support/expect-problem.ts'

/** More than any machine has. */
const tooMuch = () => new ArrayBuffer(2 ** 52)

describe('A check that finds no memory on the machine', () => {
  const check = (work: () => unknown) => openReport().check('seal', 'seal-invalid', work)

  it('does not blame the document', () => {
    expectProblem('document.unfinished', () => check(tooMuch))
    expectProblem('document.unfinished', () => readable(tooMuch))
  })

  it('does not blame it when somebody wrapped the error either', () => {
    const wrapped = () => {
      try {
        return tooMuch()
      } catch (cause) {
        throw new Error('A stream that cannot be unpacked', { cause })
      }
    }
    expectProblem('document.unfinished', () => check(() => check(wrapped)))
  })

  it('still blames it for what swells beyond its bounds', () => {
    const swollen = () => inflateSync(deflateSync(Buffer.alloc(1000)), { maxOutputLength: 10 })
    assert.throws(() => check(swollen), Refusal)
    assert.equal(readable(swollen), undefined)
  })
})
