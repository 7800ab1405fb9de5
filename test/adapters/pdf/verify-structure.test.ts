import assert from 'node:assert/strict'
import { deflateSync } from 'node:zlib'
import { addSecurityStore } from '../../../adapters/pdf/authority/add-security-store.ts'
import { stampDocument } from '../../../adapters/pdf/authority/sign-as-customer.ts'
import { validateDocument } from '../../../adapters/pdf/verify/validate-document.ts'
import { readPdfFile } from '../../../adapters/pdf/common/pdf-file.ts'
import { ofKind } from '../../../adapters/pdf/common/pdf-value.ts'
import { printStream } from '../../support/pki/print-value.ts'
import { type Revision, revise } from '../../support/pki/revision.ts'
import { type SignedRevisionPlan, signRevision } from '../../support/pki/sign-revision.ts'
import { type SignedWorld, signedWorld } from '../../support/pki/signed-world.ts'
import { additions, withByte } from '../../support/pki/tampering.ts'

type Code = Extract<ReturnType<typeof validateDocument>, { verdict: 'invalid' }>['code']

const modified: Code = 'changed-after-sealing'
const broken: Code = 'signature-invalid'

describe('A signed document is refused', () => {
  let world: SignedWorld
  before(async () => {
    world = await signedWorld()
  })

  const expectCode = (uploaded: Uint8Array, code: Code, why?: RegExp): void => {
    const verdict = validateDocument({ uploaded, original: world.sealed, trust: world.trust })
    const found = verdict.report.checks.find(({ outcome }) => outcome === 'failed')?.why ?? 'it is valid'
    assert.equal(verdict.verdict === 'invalid' ? verdict.code : 'valid', code, found)
    if (why) assert.match(found, why)
  }

  describe("when the customer's own revision also", () => {
    const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024))
    const attacks: Readonly<Record<string, readonly [why: RegExp, plan: SignedRevisionPlan]>> = {
      'adds an annotation': [/annotation/, { also: additions.annotation }],
      'adds a page': [/changed/, { also: additions.page }],
      'adds text': [/Contents changed/, { also: additions.text }],
      'writes other words where ours stood': [
        /Object \d+ changed/,
        { also: one => one.put(contentOf(one), printStream('BT ET')) },
      ],
      'lets something happen when it is opened': [
        /OpenAction/,
        { also: one => one.change(one.root, { OpenAction: '<< /S /JavaScript /JS (app.alert(1)) >>' }) },
      ],
      'lets something happen when it is printed': [
        /AA/,
        { also: one => one.change(one.root, { AA: '<< /WP 1 0 R >>' }) },
      ],
      'names scripts': [
        /Names changed|JavaScript/,
        { also: one => one.change(one.root, { Names: '<< /JavaScript << >> >>' }) },
      ],
      'brings a form in XML': [/XFA/, { form: '/XFA (x)' }],
      'asks the reader to draw the fields': [/NeedAppearances/, { form: '/NeedAppearances true' }],
      'lets its field do something': [/holds A/, { field: '/A << /S /URI /URI (https://evil.example) >>' }],
      'hides its field in another': [/field with Parent/, { field: '/Parent 1 0 R' }],
      'covers the page': [/too much/, { rect: '[0 0 595 842]' }],
      'takes the name of the seal': [/one name/, { name: 'Signature1' }],
      'takes the name of a field within another': [/name of its own/, { name: 'Form.Field' }],
      'carries a file': [/Filespec/, { also: one => one.add('<< /Type /Filespec /EF << /F 1 0 R >> >>') }],
      'carries a script that nothing leads to': [
        /JavaScript/,
        { also: one => one.add('<< /S /JavaScript /JS (x) >>') },
      ],
      'swells when it is unpacked': [
        /unpacked/,
        { also: one => one.add(printStream(bomb, '/Filter /FlateDecode')) },
      ],
      'is packed many times over': [
        /many times/,
        { also: one => one.add(printStream('x', '/Filter [/FlateDecode /FlateDecode]')) },
      ],
      'does not say how it is packed': [
        /how it is packed/,
        { also: one => one.add(printStream('x', '/Filter 1 0 R')) },
      ],
      'has a stream with two ends': [/two ends/, { also: one => one.add(printStream('endstream endobj')) }],
      'takes an object away': [/taken away/, { save: { free: [4] } }],
      'holds an object that the file does not tell of': [
        /does not tell/,
        { save: { untold: '9999 0 obj\n<< >>\nendobj\n' } },
      ],
      'holds one object twice': [
        /twice|does not tell/,
        { also: one => void one.add('<< >>'), save: { untold: '9 0 obj\n<< >>\nendobj\n' } },
      ],
      'holds something that is no object': [/else than an object/, { save: { untold: '(hidden)\n' } }],
      'says that the file is encrypted': [
        /encrypted/,
        { save: { trailer: '/Encrypt << /Filter /Standard /V 1 >>' } },
      ],
      'has other information about itself': [
        /information/,
        { save: { trailer: '/Info << /Title (Other) >>' } },
      ],
      'changes how the seal looks': [
        /Object \d+ changed/,
        { also: one => one.change(fieldOf(one), { Rect: '[0 0 200 200]' }) },
      ],
      'changes the language of the document': [
        /Lang changed/,
        { also: one => one.change(one.root, { Lang: '(en-US)' }) },
      ],
      'lifts what the seal forbids': [
        /Perms changed/,
        { also: one => one.change(one.root, { Perms: undefined }) },
      ],
      'turns the page': [/Rotate changed/, { also: one => one.change(one.page, { Rotate: '90' }) }],
    }
    for (const [what, [why, plan]] of Object.entries(attacks)) {
      it(what, () => expectCode(signRevision(world.sealed, world.signing, plan), modified, why))
    }

    it('takes the seal off its field', () => {
      const also = (one: Revision) => one.change(fieldOf(one), { V: undefined })
      expectCode(signRevision(world.sealed, world.signing, { also }), 'seal-missing')
    })

    it('signs twice', () => {
      const fields = (one: Revision) => {
        const value = one.add('<< /Type /Sig /SubFilter /ETSI.CAdES.detached >>')
        return [one.add(`<< /FT /Sig /Subtype /Widget /Rect [0 0 0 0] /T (More) /V ${value} 0 R >>`)]
      }
      expectCode(signRevision(world.sealed, world.signing, { fields }), modified, /Not one signature/)
    })

    it('adds a field to fill in', () => {
      const fields = (one: Revision) => [
        one.add('<< /FT /Tx /Subtype /Widget /Rect [0 0 0 0] /T (More) /V (x) >>'),
      ]
      expectCode(signRevision(world.sealed, world.signing, { fields }), modified, /not a signature/)
    })
  })

  describe('when a later revision', () => {
    const attacks: Readonly<Record<string, readonly [why: RegExp, attack: (revision: Revision) => void]>> = {
      'adds an annotation': [/annotation/, additions.annotation],
      'adds a page': [/changed/, additions.page],
      'adds text': [/Contents changed/, additions.text],
      'writes other words where ours stood': [
        /changed/,
        one => one.put(contentOf(one), printStream('BT ET')),
      ],
      'changes how the signature looks': [
        /changed/,
        one =>
          one.put(lookOf(one), printStream('0 0 9 9 re f', '/Type /XObject /Subtype /Form /BBox [0 0 9 9]')),
      ],
      'lets something happen when it is opened': [
        /OpenAction/,
        one => one.change(one.root, { OpenAction: '[1 0 R /Fit]' }),
      ],
      'shows another tree of pages': [
        /Pages changed/,
        one => one.change(one.root, { Pages: `${one.add('<< /Type /Pages /Kids [] /Count 0 >>')} 0 R` }),
      ],
      'takes the fields away': [
        /list changed/,
        one => one.change(one.root, { AcroForm: '<< /SigFlags 3 /Fields [] >>' }),
      ],
    }
    for (const [what, [why, attack]] of Object.entries(attacks)) {
      it(what, () => {
        const revision = revise(world.signed)
        attack(revision)
        expectCode(
          revision.save(),
          what.startsWith('takes') ? 'seal-missing' : modified,
          what.startsWith('takes') ? undefined : why,
        )
      })
    }

    it('signs once more', () => {
      expectCode(
        signRevision(world.signed, world.signing, { name: 'Signature3' }),
        modified,
        /further signature/,
      )
    })

    it('is a time-stamp that can be seen', () => {
      const plan = { name: 'Stamp', subFilter: 'ETSI.RFC3161', rect: '[0 0 90 90]' }
      expectCode(signRevision(world.signed, world.signing, plan), modified, /can be seen/)
    })

    it('is a time-stamp of another document', async () => {
      const stamped = await stampDocument(world.signed, world.signing.timeStamp!)
      const flags = Buffer.from(stamped).lastIndexOf('/F 132') + 3
      expectCode(withByte(stamped, flags), modified, /something else/)
    })

    it('changes the look of the signature, which it first called evidence', () => {
      const signed = signRevision(world.sealed, world.signing, {
        rect: '[10 700 110 760]',
        also: (one, { look }) => one.change(one.root, { DSS: `<< /Certs [${look} 0 R] >>` }),
      })
      const revision = revise(signed)
      revision.put(
        lookOf(revision),
        printStream('0 0 9 9 re f', '/Type /XObject /Subtype /Form /BBox [0 0 9 9]'),
      )
      expectCode(revision.save(), modified, /Object \d+ changed/)
    })

    it('builds on another revision than the last', () => {
      const [base] = readPdfFile(world.signed).revisions
      const revision = revise(world.signed)
      revision.add('<< >>')
      expectCode(revision.save({ prev: base!.xrefAt }), 'seal-missing')
    })
  })

  describe('when the file', () => {
    it('goes on after its end', () => {
      expectCode(Buffer.concat([world.signed, Buffer.from('%hidden\n')]), modified, /after the end|lead to/)
    })

    it('goes on for long after its end', () => {
      expectCode(Buffer.concat([world.signed, Buffer.alloc(4096, 0x20)]), modified)
    })

    it('points to other places than where its objects are', () => {
      const revision = revise(world.signed)
      revision.add('<< >>')
      expectCode(revision.save({ startxref: at => at + 1 }), modified)
    })

    it('ends too early, wherever that is', () => {
      for (let length = 0; length < world.signed.length; length += 997) {
        const { verdict } = validateDocument({
          uploaded: world.signed.subarray(0, length),
          original: world.sealed,
          trust: world.trust,
        })
        assert.equal(verdict, 'invalid', `cut at ${length}`)
      }
    })

    it('is empty, no PDF, or larger than any of ours', () => {
      expectCode(new Uint8Array(), 'seal-missing')
      expectCode(Buffer.from('%PDF-1.7\n'), 'seal-missing')
      expectCode(Buffer.from('<html>'), 'seal-missing')
      expectCode(Buffer.concat([world.signed, Buffer.alloc(1_048_576)]), 'seal-missing', /larger/)
    })

    it('has one changed byte in what the seal covers, wherever that is', () => {
      for (let index = 0; index < world.sealed.length; index += 2111) {
        const { verdict } = validateDocument({
          uploaded: withByte(world.signed, index),
          original: undefined,
          trust: world.trust,
        })
        assert.equal(verdict, 'invalid', `byte ${index}`)
      }
      expectCode(withByte(world.signed, 100), 'seal-invalid')
    })
  })

  describe('when the byte range of the customer', () => {
    const ranges: Readonly<Record<string, (honest: readonly number[]) => readonly number[]>> = {
      'leaves out more than the signature': ([from, before, after, rest]) => [
        from!,
        before! - 9,
        after!,
        rest!,
      ],
      'leaves out what follows the signature': ([from, before, after, rest]) => [
        from!,
        before!,
        after! + 9,
        rest! - 9,
      ],
      'does not begin with the file': ([, before, after, rest]) => [9, before! - 9, after!, rest!],
      'ends before its revision': ([from, before, after, rest]) => [from!, before!, after!, rest! - 9],
      'covers the brackets of the signature': ([from, before, after, rest]) => [
        from!,
        before! + 1,
        after! - 1,
        rest! + 1,
      ],
      'has two numbers': ([, before]) => [0, before!],
      'overlaps itself': ([from, before, , rest]) => [from!, before!, before! - 9, rest!],
    }
    for (const [what, range] of Object.entries(ranges)) {
      it(what, async () => {
        const signed = signRevision(world.sealed, world.signing, { range })
        const verdict = validateDocument({
          uploaded: await addSecurityStore(signed, world.pki.evidence),
          original: world.sealed,
          trust: world.trust,
        })
        const codes = [broken, modified, 'signature-missing']
        assert.ok(verdict.verdict === 'invalid' && codes.includes(verdict.code), JSON.stringify(verdict))
      })
    }
  })
})

const dictionaryOf = ({ view }: Revision, number: number) =>
  view.dictionary({ kind: 'reference', number, generation: 0 })!

function contentOf(revision: Revision): number {
  const contents = dictionaryOf(revision, revision.page).entries.get('Contents')
  const first = ofKind(contents, 'array')?.items[0] ?? contents
  return ofKind(first, 'reference')!.number
}

const formOf = (revision: Revision) =>
  revision.view.dictionary(dictionaryOf(revision, revision.root).entries.get('AcroForm'))!

const fieldsOf = (revision: Revision) =>
  ofKind(revision.view.resolve(formOf(revision).entries.get('Fields')), 'array')!.items.map(
    one => ofKind(one, 'reference')!.number,
  )

/** The seal's field. */
const fieldOf = (revision: Revision): number => fieldsOf(revision)[0]!

/** How the last field looks. */
function lookOf(revision: Revision): number {
  const look = dictionaryOf(revision, fieldsOf(revision).at(-1)!).entries.get('AP')
  return ofKind(ofKind(look, 'dictionary')!.entries.get('N'), 'reference')!.number
}
