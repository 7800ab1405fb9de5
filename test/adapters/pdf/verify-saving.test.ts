import assert from 'node:assert/strict'
import { deflateSync } from 'node:zlib'
import { addSecurityStore } from '../../../adapters/pdf/authority/add-security-store.ts'
import { stampDocument } from '../../../adapters/pdf/authority/sign-as-customer.ts'
import { validateDocument } from '../../../adapters/pdf/verify/validate-document.ts'
import { renderDocument } from '../../../adapters/pdf/write/render-document.ts'
import { paperOf } from '../../support/papers.ts'
import { printStream } from '../../support/pki/print-value.ts'
import { type Revision, revise } from '../../support/pki/revision.ts'
import {
  informationOf,
  metadataOf,
  parentsOf,
  saving,
  treeOf,
  withInformation,
  xmpOf,
} from '../../support/pki/saving.ts'
import { type OwnObjects, type SignedRevisionPlan, signRevision } from '../../support/pki/sign-revision.ts'
import { type SignedWorld, signedWorld } from '../../support/pki/signed-world.ts'
import { parentOf } from '../../support/pki/tampering.ts'

describe('A program that signs', () => {
  let world: SignedWorld
  let save: { readonly trailer: string }
  before(async () => {
    world = await signedWorld()
    save = withInformation(world.sealed)
  })

  const failureOf = (uploaded: Uint8Array): string => {
    const verdict = validateDocument({ uploaded, original: world.sealed, trust: world.trust })
    if (verdict.verdict === 'valid') return 'valid'
    return `${verdict.code}: ${verdict.report.checks.find(({ outcome }) => outcome === 'failed')?.why}`
  }
  const sign = (plan: SignedRevisionPlan) => signRevision(world.sealed, world.signing, { save, ...plan })
  const inSignature = (also: SignedRevisionPlan['also'], plan: SignedRevisionPlan = {}) =>
    sign({ ...plan, ...(also && { also }) })
  const afterwards = (also: (revision: Revision) => void): Buffer => {
    const revision = revise(world.signed)
    also(revision)
    return revision.save(save)
  }
  const refused = (uploaded: Uint8Array, why: RegExp) =>
    assert.match(failureOf(uploaded), new RegExp(`^changed-after-sealing: .*${why.source}`))

  const saved = (entries: Readonly<Record<string, string | undefined>>) => (revision: Revision) =>
    saving.information(world.sealed, entries)(revision)
  const replaced = (what: string | RegExp, by: string) =>
    saving.metadata(xmp => {
      assert.match(xmp, new RegExp(what))
      return xmp.replace(what, by)
    })
  const inCatalog = (entries: Readonly<Record<string, string | undefined>>) => (revision: Revision) =>
    revision.change(revision.root, entries)
  const extension = (entries: string) => inCatalog({ Extensions: `<< ${entries} >>` })
  const esic = (level: number) =>
    `/ESIC << /Type /DeveloperExtensions /BaseVersion /1.7 /ExtensionLevel ${level} >>`
  const newInformation = (entries: string): SignedRevisionPlan => ({
    save: { trailer: '/Info 9000 0 R' },
    also: revision => revision.put(9000, `<< ${entries} >>`),
  })
  const title = 'Avtalebekreftelse - Leverand\\370rskifte'

  describe('may in the same revision', () => {
    const harmless: Readonly<Record<string, () => Uint8Array>> = {
      'tell when it saved the file, and that it did': () =>
        inSignature(saved({ ModDate: "(D:20261120120000+00'00')", Producer: '(Signer 1.0)' })),
      'write what the file tells of itself anew, in other letters': () =>
        sign(
          newInformation(
            `/Title (${title}) /Author (Elhub AS) /CreationDate (D:20261120120000Z) /Producer (x)`,
          ),
        ),
      'write the metadata anew, in another form': () =>
        inSignature(
          saving.metadata(
            () =>
              `\ufeff<x:xmpmeta xmlns:x='adobe:ns:meta/' x:xmptk='Signer'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' xmlns:i='http://www.aiim.org/pdfa/ns/id/' xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmlns:d='http://purl.org/dc/elements/1.1/' xmlns:pdf='http://ns.adobe.com/pdf/1.3/' i:part='2' i:conformance='B' d:format='application/pdf' xmp:CreateDate='2026-11-20T12:00:00Z' xmp:ModifyDate='2026-11-20T13:00:00+01:00' pdf:Producer='A &amp; B'><d:creator><rdf:Seq><rdf:li>Elhub&#x20;AS</rdf:li></rdf:Seq></d:creator><d:title><rdf:Alt><rdf:li xml:lang='x-default'>Avtalebekreftelse - Leverandørskifte</rdf:li></rdf:Alt></d:title></rdf:Description></rdf:RDF></x:xmpmeta>`,
          ),
        ),
      'pack the metadata': () =>
        inSignature(revision =>
          revision.put(
            metadataOf(revision),
            printStream(deflateSync(xmpOf(revision)), '/Type /Metadata /Subtype /XML /Filter /FlateDecode'),
          ),
        ),
      'have the metadata in another object': () =>
        inSignature(revision =>
          revision.change(revision.root, {
            Metadata: `${revision.add(printStream(Buffer.from(xmpOf(revision)), '/Type /Metadata /Subtype /XML'))} 0 R`,
          }),
        ),
      'need a newer version of the format': () => inSignature(inCatalog({ Version: '/2.0' })),
      'name the extensions that it uses': () =>
        inSignature(
          extension(
            `${esic(5)} /ISO_ [<< /Type /DeveloperExtensions /BaseVersion /2.0 /ExtensionLevel 32002 /URL (https://iso.example) /ExtensionRevision (:2022) >>]`,
          ),
        ),
      'tell of its widget in the structure': () =>
        inSignature(saving.structure(), { field: '/StructParent 1' }),
      'tell so under the root of the structure, with an empty map of roles': () =>
        inSignature(
          (revision, own) => {
            const { root } = treeOf(revision)
            const element = revision.add(
              `<< /S /Form /P ${root} 0 R /K [<< /Type /OBJR /Obj ${own.field} 0 R /Pg ${revision.page} 0 R >>] >>`,
            )
            const list = revision.add(`[${parentsOf(revision, root)} 1 ${element} 0 R]`)
            revision.change(root, {
              K: revision.longer(root, 'K', `${element} 0 R`),
              RoleMap: '<< >>',
              ParentTreeNextKey: '2',
              ParentTree: `${revision.add(`<< /Nums ${list} 0 R >>`)} 0 R`,
            })
          },
          { field: '/StructParent 1' },
        ),
      'leave its widget without resources, and say how it lights up': () =>
        sign({ field: '/DR << >> /H /N' }),
      'write what stays the same once more': () =>
        inSignature(revision => {
          revision.change(parentOf(revision), {})
          revision.change(treeOf(revision).first, {})
          revision.put(
            metadataOf(revision),
            printStream(Buffer.from(xmpOf(revision)), '/Type /Metadata /Subtype /XML'),
          )
        }),
    }
    for (const [what, make] of Object.entries(harmless)) {
      it(what, async () => {
        const signed = await addSecurityStore(make(), world.pki.evidence)
        assert.equal(failureOf(signed), 'valid')
        assert.equal(failureOf(await stampDocument(signed, world.signing.timeStamp!)), 'valid')
      })
    }

    it('do all that once more when it adds what it takes to validate', () => {
      const signed = revise(world.signed)
      saved({ ModDate: '(D:20261121)', Producer: '(Later)' })(signed)
      replaced(
        '</xmp:CreateDate>',
        '</xmp:CreateDate><xmp:MetadataDate>2026-11-21</xmp:MetadataDate>',
      )(signed)
      signed.change(signed.root, { Version: '/2.0', Extensions: `<< ${esic(5)} >>` })
      assert.equal(failureOf(signed.save(save)), 'valid')
    })
  })

  const attacks: Readonly<
    Record<string, readonly [why: RegExp, also: (one: Revision, own: OwnObjects) => void]>
  > = {
    'gives the document another title': [/document's Title changed/, one => saved({ Title: '(Other)' })(one)],
    'gives the document another author': [
      /document's Author changed/,
      one => saved({ Author: '(Mallory)' })(one),
    ],
    'takes the title away': [/document's Title changed/, one => saved({ Title: undefined })(one)],
    'says what the document is about': [
      /document's Subject changed/,
      one => saved({ Subject: '(A loan)' })(one),
    ],
    'says who wrote it': [/document's Creator changed/, one => saved({ Creator: '(Mallory)' })(one)],
    'adds a reference that looks like ours': [
      /document's reference changed/,
      one => saved({ reference: '(1)' })(one),
    ],
    'says that the document is for a test': [
      /document's testDocument changed/,
      one => saved({ testDocument: '(true)' })(one),
    ],
    'was made at another time': [
      /document's CreationDate changed/,
      one => saved({ CreationDate: '(D:20200101000000Z)' })(one),
    ],
    'was changed at a time that is none': [
      /document's ModDate changed/,
      one => saved({ ModDate: '(soon)' })(one),
    ],
    'was saved by something that is no text': [
      /document's Producer changed/,
      one => saved({ Producer: '<< /S /Launch2 >>' })(one),
    ],
    'gives the metadata another title': [
      /metadata's title changed/,
      replaced('Avtalebekreftelse - ', 'Oppsigelse - '),
    ],
    'gives the title in one more language': [
      /metadata's title changed/,
      replaced('</rdf:Alt>', '<rdf:li xml:lang="en">Other</rdf:li></rdf:Alt>'),
    ],
    'says that the title is in another language': [/metadata's title changed/, replaced('x-default', 'en')],
    'gives the metadata another author': [/metadata's creator changed/, replaced('Elhub AS', 'Mallory')],
    'gives the metadata a description': [
      /metadata's description changed/,
      replaced('<dc:format>', '<dc:description>x</dc:description><dc:format>'),
    ],
    'says that it conforms to another standard': [
      /metadata's part changed/,
      replaced('<pdfaid:part>2', '<pdfaid:part>3'),
    ],
    'says that it conforms better': [/metadata's conformance changed/, replaced('>B<', '>A<')],
    'says that it conforms to PDF/UA': [
      /metadata's part changed/,
      replaced(
        '<xmp:CreateDate>',
        '<u:part xmlns:u="http://www.aiim.org/pdfua/ns/id/">1</u:part><xmp:CreateDate>',
      ),
    ],
    'says that the metadata is about something else': [
      /several things|about changed/,
      replaced(/rdf:about=""/g, 'rdf:about="x"'),
    ],
    'says one thing twice in the metadata': [
      /one thing twice/,
      replaced('<dc:format>', '<dc:format>x</dc:format><dc:format>'),
    ],
    'brings entities along': [
      /cannot be read/,
      replaced('<x:xmpmeta', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x:xmpmeta'),
    ],
    'uses an entity that nobody declared': [/entity/, replaced('Elhub AS', '&e;')],
    'comments on the metadata': [/cannot be read/, replaced('<dc:format>', '<!-- x --><dc:format>')],
    'hides letters from the metadata': [/cannot be read/, replaced('Elhub AS', '<![CDATA[Elhub AS]]>')],
    'nests the metadata deeply': [
      /nested too deeply/,
      replaced('<dc:format>', `${'<dc:a>'.repeat(20)}${'</dc:a>'.repeat(20)}<dc:format>`),
    ],
    'writes more metadata than anybody reads': [
      /too long/,
      replaced('<dc:format>', `${' '.repeat(70_000)}<dc:format>`),
    ],
    'cuts the metadata off': [/cannot be read/, saving.metadata(xmp => xmp.slice(0, 400))],
    'writes metadata that is no text': [
      /not text/,
      one =>
        one.put(
          metadataOf(one),
          printStream(Buffer.from([0xff, 0xfe, 0x3c]), '/Type /Metadata /Subtype /XML'),
        ),
    ],
    'makes the metadata something to be drawn, too': [
      /something else, too/,
      saving.metadata(xmp => xmp.replace('AS', 'AS '), '/Type /XObject /Subtype /Form /BBox [0 0 9 9]'),
    ],
    'takes the metadata away': [/Metadata changed/, inCatalog({ Metadata: undefined })],
    'needs a version that is lower': [/Version changed downward/, inCatalog({ Version: '/1.4' })],
    'needs a version that there is not': [/Version changed downward/, inCatalog({ Version: '/3.0' })],
    'names an extension of its own': [
      /extension EVIL changed/,
      extension('/EVIL << /BaseVersion /1.7 /ExtensionLevel 1 >>'),
    ],
    'names an extension that does more': [
      /none/,
      extension('/ESIC << /BaseVersion /1.7 /ExtensionLevel 1 /More (x) >>'),
    ],
    'has what stands there read aloud as something else': [
      /The ActualText of structure element \d+ changed/,
      one => one.change(treeOf(one).first, { ActualText: '(Something else)' }),
    ],
    'describes what stands there as something else': [
      /The Alt of structure element \d+ changed/,
      one => one.change(treeOf(one).first, { Alt: '(Something else)' }),
    ],
    'makes a heading of it no heading': [
      /The S of structure element \d+ changed/,
      one => one.change(treeOf(one).first, { S: '/Artifact' }),
    ],
    'has it read in another order': [
      /holds changed/,
      one => one.change(treeOf(one).document, { K: `[${treeOf(one).first} 0 R]` }),
    ],
    'has it read twice': [
      /no form field/,
      one => {
        const { document, first } = treeOf(one)
        one.change(document, { K: one.longer(document, 'K', `${first} 0 R`) })
      },
    ],
    'gives roles another meaning': [
      /structure's RoleMap changed/,
      one => one.change(treeOf(one).root, { RoleMap: '<< /H1 /Artifact >>' }),
    ],
    'has content belong to nothing': [
      /What content 0 belongs to changed/,
      one => one.change(treeOf(one).root, { ParentTree: '<< /Nums [] >>' }),
    ],
    'has content belong to something that it does not know': [
      /Content 7 that is no new widget/,
      one => {
        const { root, first } = treeOf(one)
        one.change(root, { ParentTree: `<< /Nums [${parentsOf(one, root)} 7 ${first} 0 R] >>` })
      },
    ],
    'counts the content anew': [
      /ParentTreeNextKey changed/,
      one => one.change(treeOf(one).root, { ParentTreeNextKey: '0' }),
    ],
    'shows the document another structure': [
      /StructTreeRoot changed/,
      one => one.change(one.root, { StructTreeRoot: `${one.add('<< /Type /StructTreeRoot >>')} 0 R` }),
    ],
  }

  describe('may not in the same revision be one that', () => {
    for (const [what, [why, also]] of Object.entries(attacks)) {
      it(what, () => refused(inSignature(also), why))
    }

    const elements: Readonly<
      Record<string, readonly [why: RegExp, entries: Readonly<Record<string, string>>]>
    > = {
      'is a paragraph': [/no form field/, { S: '/P' }],
      'is read aloud as something': [/with ActualText/, { ActualText: '(I owe everything)' }],
      'is described': [/with Alt/, { Alt: '(I owe everything)' }],
      'has a title': [/with T/, { T: '(I owe everything)' }],
      'holds marked content': [/something else than the new widget/, { K: '0' }],
      'holds another annotation': [
        /something else than the new widget/,
        { K: '<< /Type /OBJR /Obj 84 0 R >>' },
      ],
      'hangs under another than it says': [/something else than the new widget/, { P: '12 0 R' }],
      'stands on no page': [/something else than the new widget/, { Pg: '1 0 R' }],
    }
    for (const [what, [why, element]] of Object.entries(elements)) {
      it(`adds a structure element that ${what}`, () =>
        refused(inSignature(saving.structure({ element }), { field: '/StructParent 1' }), why))
    }

    it('adds two structure elements for its widget', () => {
      const also = (one: Revision, own: OwnObjects) => {
        saving.structure()(one, own)
        saving.structure({ key: 2 })(one, own)
      }
      refused(inSignature(also, { field: '/StructParent 1' }), /Two structure elements for one widget/)
    })

    it('puts its widget where something else stands in the structure', () =>
      refused(sign({ field: '/StructParent 0' }), /in the place of something else/))

    it('has a widget that says it stands elsewhere in the structure', () =>
      refused(inSignature(saving.structure(), { field: '/StructParent 5' }), /no new widget/))

    it('tells of the document in another object, with another title', () =>
      refused(
        sign(newInformation('/Title (Other) /Author (Elhub AS) /CreationDate (D:20261120120000Z)')),
        /document's Title changed/,
      ))

    it('tells of the document in something that is none of its objects', () =>
      refused(sign({ save: { trailer: '/Info 9000 0 R' } }), /information about the document is gone/))

    it('calls the document another one', () =>
      refused(sign({ save: { trailer: '/ID [<00> <00>]' } }), /identifier of the document changed/))

    it('has fields that come and go with layers', () =>
      refused(sign({ field: '/OC 1 0 R' }), /field with OC/))
  })

  describe('may not touch what we tell of a document of ours, which', () => {
    let sealed: Uint8Array
    before(async () => {
      const paper = { ...paperOf({ testNotice: 'Bare en prøve' }), reference: '4711' }
      sealed = await world.sealAnother(await renderDocument(paper))
    })

    const signed = (entries: Readonly<Record<string, string | undefined>>): string => {
      const plan = { save: withInformation(sealed), also: saving.information(sealed, entries) }
      const verdict = validateDocument({
        uploaded: signRevision(sealed, world.signing, plan),
        original: sealed,
        trust: world.trust,
      })
      return verdict.report.checks.find(({ outcome }) => outcome === 'failed')?.why ?? 'valid'
    }
    it('bears a reference', () => {
      assert.match(signed({ reference: '(4712)' }), /document's reference changed/)
      assert.match(signed({ reference: undefined }), /document's reference changed/)
    })

    it('is for a test', () =>
      assert.match(signed({ testDocument: undefined }), /document's testDocument changed/))

    it('is fine otherwise', () => assert.match(signed({ Producer: '(x)' }), /tells nothing of revocations/))
  })

  for (const as of ['stream', 'packed', 'hybrid'] as const) {
    it(`may do all of it in a file with its objects written as ${as}`, async () => {
      const also = (one: Revision, own: OwnObjects) => {
        saved({ ModDate: '(D:20261120)', Producer: '(x)' })(one)
        replaced('</xmp:CreateDate>', '</xmp:CreateDate><xmp:ModifyDate>2026-11-20</xmp:ModifyDate>')(one)
        inCatalog({ Version: '/2.0', Extensions: `<< ${esic(2)} >>` })(one)
        saving.structure()(one, own)
      }
      const signed = sign({ also, field: '/StructParent 1', save: { ...save, as } })
      assert.equal(failureOf(await addSecurityStore(signed, world.pki.evidence)), 'valid')
    })
  }

  describe('may not in a later revision be one that', () => {
    for (const [what, [why, also]] of Object.entries(attacks)) {
      it(what, () =>
        refused(
          afterwards(one => also(one, { look: 0, signature: 0, field: 0 })),
          why,
        ),
      )
    }

    it('drops the information first, and tells something else afterwards', () => {
      const first = revise(world.signed)
      first.add('<< >>')
      const second = revise(first.save())
      saved({ Title: '(Other)' })(second)
      refused(second.save(save), /document's Title changed/)
    })

    it('needs a version lower than the one before', () => {
      const signed = revise(inSignature(inCatalog({ Version: '/2.0' })))
      signed.change(signed.root, { Version: '/1.7' })
      refused(signed.save(save), /Version changed downward/)
    })

    it('takes extensions back', () => {
      const signed = inSignature(extension(esic(5)))
      for (const [extensions, why] of [
        [undefined, /Extensions are gone/],
        [`<< ${esic(2)} >>`, /extension ESIC changed/],
        ['<< >>', /extension ESIC changed/],
      ] as const) {
        const later = revise(signed)
        later.change(later.root, { Extensions: extensions })
        refused(later.save(save), why)
      }
    })

    it('redraws the signature, whose look it first called metadata', () => {
      const xmp = (one: Revision) => Buffer.from(xmpOf(one))
      const signed = inSignature(
        (one, { look }) => {
          one.put(look, printStream(xmp(one), '/Type /Metadata /Subtype /XML'))
          one.change(one.root, { Metadata: `${look} 0 R` })
        },
        { rect: '[10 700 110 760]' },
      )
      const later = revise(signed)
      replaced('</xmp:CreateDate>', '</xmp:CreateDate><xmp:ModifyDate>2026</xmp:ModifyDate>')(later)
      refused(later.save(save), /Object \d+ changed/)
    })

    it('changes what it first called information about the document', () => {
      const known = '/Author (Elhub AS) /CreationDate (D:20261120120000Z)'
      const plan = newInformation(`/Title (${title}) ${known}`)
      const signed = sign({ ...plan, field: '/MK 9000 0 R' })
      const later = revise(signed)
      later.change(9000, { Producer: '(x)' })
      refused(later.save({ trailer: '/Info 9000 0 R' }), /Object 9000 changed/)
      assert.equal(informationOf(signed), 9000)
    })
  })
})
