import assert from 'node:assert/strict'
import { findForm, findLinks, readableText } from '../../server/demo/walk/html.ts'

const url = 'http://localhost:3000/here/page?x=1'
const page = `<html><head><title>No</title></head><body>
<form method="get" action="/search"><input name="decision"></form>
<main><h1>Del &amp; hel</h1><p>Ja &quot;takk&quot;<br>til <b>alt</b></p>
<form method="post" action="../next?a=1&amp;b=2"><input type="hidden" name="csrf" value="a&#39;b">
<button name="decision" value="accept">Ja</button></form><a href="/consents/1">x</a></main></body></html>`

describe('reading a page without a browser', () => {
  it('finds a form by one of its buttons, with its hidden fields', () => {
    assert.deepEqual(findForm(page, url, { name: 'decision', value: 'accept' }), {
      action: 'http://localhost:3000/next?a=1&b=2',
      fields: { csrf: "a'b" },
    })
    assert.throws(() => findForm(page, url, { name: 'decision', value: 'withdraw' }), /no form with decision/)
  })

  it('finds links and the text of the main part', () => {
    assert.deepEqual(findLinks(page, url), ['http://localhost:3000/consents/1'])
    assert.equal(readableText(page), 'Del & hel\nJa "takk"\ntil alt\nJa\nx')
  })
})
