import assert from 'node:assert/strict'
import { z } from 'zod'
import { pageRoute } from '../../../server/http/pages/page-route.ts'
import type { PostedFile } from '../../../server/http/pages/posted-form.ts'
import { servePages } from '../../support/page-server.ts'

const withFile = pageRoute({
  method: 'post',
  path: '/with-file',
  largestWithFiles: 100_000,
  form: z.strictObject({ title: z.string(), file: z.custom<PostedFile>().optional() }),
  handle: async ({ form: { title, file } }) => ({
    download: {
      bytes: Buffer.from(JSON.stringify([title, file?.name, file && Buffer.from(file.bytes).toString()])),
      mediaType: 'application/json',
      fileName: 'echo.json',
    },
  }),
})

const without = pageRoute({
  method: 'post',
  path: '/without',
  form: z.strictObject({ title: z.string() }),
  handle: async () => ({ redirect: '/' }),
})

describe('posted-form', () => {
  let served: Awaited<ReturnType<typeof servePages>>
  before(async () => {
    served = await servePages({ routes: [withFile, without] })
  })
  after(() => served.close())

  const filled = (...files: readonly File[]) => {
    const form = new FormData()
    form.set('title', 'Æ list')
    for (const file of files) form.append('file', file)
    return form
  }
  const send = (body: FormData | URLSearchParams | string, path = '/with-file', type?: string) =>
    fetch(`${served.publicUrl}${path}`, {
      method: 'POST',
      body,
      ...(type !== undefined && { headers: { 'content-type': type } }),
    })

  it('reads the texts of a form and its file, with its name', async () => {
    const answer = await send(filled(new File(['a;b\r\nø'], 'rettar.csv')))
    assert.deepEqual(await answer.json(), ['Æ list', 'rettar.csv', 'a;b\r\nø'])
  })

  it('reads a form without a file where one may come', async () => {
    const answer = await send(new URLSearchParams({ title: 'Æ list' }))
    assert.deepEqual(await answer.json(), ['Æ list', null, null])
  })

  it('takes no file where none may come', async () => {
    const form = new FormData()
    form.set('title', 'a')
    assert.equal((await send(form, '/without')).status, 400)
  })

  it('refuses two files of one name, too many bytes, and what is no form', async () => {
    const file = new File(['a'], 'a.csv')
    assert.equal((await send(filled(file, file))).status, 400)
    assert.equal((await send(filled(new File(['a'.repeat(100_001)], 'a.csv')))).status, 413)
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x'])
      assert.equal((await send('nothing of the kind', '/with-file', type)).status, 400)
  })
})
