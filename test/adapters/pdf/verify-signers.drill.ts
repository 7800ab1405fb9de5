import assert from 'node:assert/strict'
import { addSecurityStore } from '../../../adapters/pdf/authority/add-security-store.ts'
import { stampDocument } from '../../../adapters/pdf/authority/sign-as-customer.ts'
import { validateDocument } from '../../../adapters/pdf/verify/validate-document.ts'
import { isName, ofKind } from '../../../adapters/pdf/common/pdf-value.ts'
import { askPdfTool } from '../../support/pdf-tools.ts'
import { printStream } from '../../support/pki/print-value.ts'
import { type Revision, revise } from '../../support/pki/revision.ts'
import { saving, treeOf, withInformation } from '../../support/pki/saving.ts'
import { type SignedWorld, signedWorld } from '../../support/pki/signed-world.ts'
import { additions, parentOf } from '../../support/pki/tampering.ts'
import { type Library, openSigners, type Signers, type SigningJob } from '../../support/signers/signers.ts'

const libraries: readonly Library[] = ['pyhanko', 'itext', 'openpdf', 'pdfbox']

/** Those that add evidence themselves. */
const forLong: readonly Library[] = ['pyhanko', 'itext']

const honest: readonly SigningJob[] = libraries.flatMap(library => [
  ...(['rsa', 'ec'] as const).flatMap(key =>
    (['invisible', 'visible'] as const).map(look => ({ library, key, look, profile: 'T' }) as const),
  ),
  ...(forLong.includes(library)
    ? ([
        { library, key: 'rsa', look: 'visible', profile: 'LT' },
        { library, key: 'ec', look: 'invisible', profile: 'LTA' },
      ] as const)
    : []),
])

const reasons = {
  title: /document's Title changed/,
  author: /document's Author changed/,
  annotation: /annotation that is not a signature/,
  text: /A page's Contents changed/,
  page: /Object \d+ changed \(Pages\)/,
  action: /JavaScript|OpenAction/,
} as const

/** pyHanko has no way to add a page to what it signs, and iText does not write scripts into PDF/A. */
const cannot: Readonly<Partial<Record<Library, keyof typeof reasons>>> = { pyhanko: 'page', itext: 'action' }

const dishonest = libraries.flatMap(library =>
  (Object.keys(reasons) as (keyof typeof reasons)[])
    .filter(also => cannot[library] !== also)
    .map(also => ({ library, key: 'rsa', look: 'invisible', profile: 'T', also }) as const),
)

const nameOf = ({ library, key, look, profile }: SigningJob) => `${library} (${key}, ${look}, B-${profile})`

type Tampering = (revision: Revision) => void

/** What is put into the sealed document before the customer signs, and what uncovers it afterwards. */
const shadows: Readonly<Record<string, { readonly before: Tampering; readonly after: Tampering }>> = {
  hide: {
    before: coverWithPicture,
    after: one => one.change(one.page, { Annots: `[${annotationsOf(one).slice(0, -2).join(' ')}]` }),
  },
  replace: {
    before: one => one.add('<< /Type /Font /Subtype /Type1 /BaseFont /Other >>'),
    after: one => one.change(one.page, { Resources: '<< /Font << >> >>' }),
  },
  'hide and replace': {
    before(one) {
      const page = one.add('<< /Type /Page /MediaBox [0 0 595 842] /Resources << >> >>')
      one.add(`<< /Type /Pages /Count 1 /Kids [${page} 0 R] >>`)
    },
    after: one => one.change(one.root, { Pages: `${hiddenTree(one)} 0 R` }),
  },
}

/** What somebody may try who has a document that was signed with a library. */
const later: Readonly<Record<string, readonly [why: RegExp, attack: Tampering]>> = {
  'adds a note': [/annotation/, additions.annotation],
  'adds a page': [/Object \d+ changed|new Page/, additions.page],
  'adds text': [/Contents changed/, additions.text],
  'writes other words where ours stood': [
    /Object \d+ changed \(what a page shows\)/,
    one => one.put(contentOf(one), printStream('BT ET')),
  ],
  'has the words drawn with another font (replace)': [
    /Object \d+ changed \(Font/,
    one => one.change(fontOf(one), { BaseFont: '/Other' }),
  ],
  'shows other pages (hide and replace)': [
    /Pages changed|new Pages?/,
    one => one.change(one.root, { Pages: `${one.add('<< /Kids [] /Count 0 >>')} 0 R` }),
  ],
  'moves the signature over the words (hide)': [
    /Object \d+ changed/,
    one => one.change(lastFieldOf(one), { Rect: '[0 0 595 842]' }),
  ],
  'gives the signature another look (replace)': [
    /Object \d+ changed/,
    one => one.change(lastFieldOf(one), { AP: '<< >>' }),
  ],
  'fills in the signature anew': [
    /Object \d+ changed/,
    one => one.change(lastFieldOf(one), { TU: '(Something else)' }),
  ],
  'has something happen': [
    /OpenAction/,
    one => one.change(one.root, { OpenAction: '<< /S /JavaScript /JS (app.alert(1)) >>' }),
  ],
  'has it read aloud as something else': [
    /ActualText of structure element/,
    one => one.change(treeOf(one).first, { ActualText: '(Something else)' }),
  ],
  'gives the metadata another title': [
    /metadata's title changed/,
    saving.metadata(xmp => xmp.replace('Avtalebekreftelse', 'Oppsigelse')),
  ],
}

describe('A document signed with a library of others', function () {
  this.timeout(300_000)
  let world: SignedWorld
  let signers: Signers | undefined
  const made = new Map<SigningJob, Uint8Array>()
  const shadowed = new Map<string, Uint8Array>()

  before(async function () {
    world = await signedWorld()
    signers = await openSigners(this, world.pki)
    const hidden = Object.entries(shadows).flatMap(([shape, { before: prepare }]) => {
      const source = prepared(world.sealed, prepare)
      return libraries.map(
        library => ({ shape, library, source, key: 'ec', look: 'visible', profile: 'T' }) as const,
      )
    })
    const jobs = [...honest, ...dishonest, ...hidden]
    const files = await signers.sign(world.sealed, jobs)
    for (const [index, job] of jobs.entries()) {
      if ('shape' in job) shadowed.set(`${job.shape} ${job.library}`, files[index]!)
      else made.set(job, files[index]!)
    }
  })
  after(() => signers?.close())

  const failureOf = (uploaded: Uint8Array): string => {
    const verdict = validateDocument({ uploaded, original: world.sealed, trust: world.trust })
    if (verdict.verdict === 'valid') return 'valid'
    return `${verdict.code}: ${verdict.report.checks.find(({ outcome }) => outcome === 'failed')?.why}`
  }
  const whole = async (job: SigningJob): Promise<Uint8Array> =>
    job.profile === 'T' ? addSecurityStore(made.get(job)!, world.pki.evidence) : made.get(job)!

  for (const job of honest) {
    it(`is valid: ${nameOf(job)}`, async () => {
      assert.equal(failureOf(await whole(job)), 'valid')
      assert.equal(failureOf(await stampDocument(await whole(job), world.signing.timeStamp!)), 'valid')
    })
  }

  for (const job of honest.filter(({ profile }) => profile === 'T')) {
    it(`is not yet of B-LT without evidence: ${nameOf(job)}`, () =>
      assert.match(failureOf(made.get(job)!), /^evidence-missing/))
  }

  it('is taken by pyHanko, too, and so are our own time-stamps', async () => {
    const stamped = await stampDocument(world.signed, world.signing.timeStamp!)
    const told = await signers!.validate([stamped, ...(await Promise.all(honest.map(whole)))])
    for (const [index, [seal, customer, ...stamps]] of told.entries()) {
      const job = honest[index - 1]
      const what = `${job ? nameOf(job) : 'our own'}: ${JSON.stringify(told[index])}`
      assert.ok(seal?.intact && seal.trusted, what)
      assert.ok(customer?.intact && customer.trusted && customer.timeStamp, what)
      assert.ok(
        stamps.every(stamp => stamp.intact && stamp.trusted),
        what,
      )
      assert.equal(seal.docMdp, !job || takesChanges(job), what)
    }
    assert.equal(told[0]!.length, 3)
  })

  it('is taken by pdfsig, too', async function () {
    for (const job of honest) {
      const printed = await askPdfTool(this, 'pdfsig', { pdf: await whole(job), args: ['-nocert'] })
      assert.equal(printed.match(/Signature is Valid/g)?.length, 2, nameOf(job) + printed)
    }
  })

  for (const job of dishonest) {
    it(`is refused when ${job.library} also changes or adds the ${job.also}`, () =>
      assert.match(
        failureOf(made.get(job)!),
        new RegExp(`^changed-after-sealing: .*(?:${reasons[job.also].source})`),
      ))
  }

  for (const library of libraries) {
    describe(`by ${library} is refused when somebody later`, () => {
      for (const [what, [why, attack]] of Object.entries(later)) {
        it(what, async () => {
          for (const job of honest.filter(one => one.library === library && one.key === 'ec')) {
            const signed = await whole(job)
            const revision = revise(signed)
            attack(revision)
            assert.match(
              failureOf(revision.save(withInformation(signed))),
              new RegExp(`^changed-after-sealing: .*(?:${why.source})`),
              nameOf(job),
            )
          }
        })
      }

      it('tells another title and author of the document', async () => {
        for (const job of honest.filter(one => one.library === library)) {
          const signed = await whole(job)
          for (const key of ['Title', 'Author'] as const) {
            const revision = revise(signed)
            saving.information(signed, { [key]: '(Other)' })(revision)
            assert.match(
              failureOf(revision.save(withInformation(signed))),
              new RegExp(`document's ${key} changed`),
            )
          }
        }
      })
    })
  }

  for (const [shape, { after: uncover }] of Object.entries(shadows)) {
    for (const library of libraries) {
      it(`by ${library} is refused as what researchers call a shadow attack: ${shape}`, async () => {
        const signed = shadowed.get(`${shape} ${library}`)!
        const shadow = await addSecurityStore(signed, world.pki.evidence)
        const uncovered = revise(shadow)
        uncover(uncovered)
        for (const file of [shadow, uncovered.save(withInformation(shadow))])
          assert.match(failureOf(file), /^changed-after-sealing/)
      })
    }
  }
})

/**
 * @NOTE pyHanko takes no field that can be seen after a certification, as the banks' own are, and no numbers given back
 * that were never used, as iText does it.
 */
const takesChanges = ({ library, look }: SigningJob) => look === 'invisible' && library !== 'itext'

function prepared(sealed: Uint8Array, tamper: Tampering): Uint8Array {
  const revision = revise(sealed)
  tamper(revision)
  return revision.save(withInformation(sealed))
}

/** The tree of pages that nothing leads to. */
function hiddenTree({ view, root }: Revision): number {
  const shown = parentOf({ view, root })
  return [...view.entries.keys()].findLast(number => {
    const type = view.dictionary({ kind: 'reference', number, generation: 0 })?.entries.get('Type')
    return isName(type, 'Pages') && number !== shown
  })!
}

/** An annotation that draws over what the paper says. */
function coverWithPicture(revision: Revision): void {
  const look = revision.add(
    printStream('1 g 0 0 400 200 re f', '/Type /XObject /Subtype /Form /BBox [0 0 400 200]'),
  )
  const cover = revision.add(
    `<< /Type /Annot /Subtype /Stamp /F 4 /Rect [60 500 460 700] /AP << /N ${look} 0 R >> >>`,
  )
  revision.change(revision.page, { Annots: revision.longer(revision.page, 'Annots', `${cover} 0 R`) })
}

const dictionaryOf = ({ view }: Revision, number: number) =>
  view.dictionary({ kind: 'reference', number, generation: 0 })!

const annotationsOf = (revision: Revision): string[] =>
  revision
    .longer(revision.page, 'Annots', '')
    .slice(1, -1)
    .match(/\d+ \d+ R/g) ?? []

function contentOf(revision: Revision): number {
  const contents = dictionaryOf(revision, revision.page).entries.get('Contents')
  return ofKind(ofKind(contents, 'array')?.items[0] ?? contents, 'reference')!.number
}

function fontOf(revision: Revision): number {
  const resources = revision.view.dictionary(dictionaryOf(revision, revision.page).entries.get('Resources'))!
  const fonts = revision.view.dictionary(resources.entries.get('Font'))!
  return ofKind([...fonts.entries.values()][0], 'reference')!.number
}

/** The customer's field; time-stamps come after it. */
function lastFieldOf(revision: Revision): number {
  const form = revision.view.dictionary(dictionaryOf(revision, revision.root).entries.get('AcroForm'))!
  const fields = ofKind(revision.view.resolve(form.entries.get('Fields')), 'array')!
  return ofKind(fields.items[1], 'reference')!.number
}
