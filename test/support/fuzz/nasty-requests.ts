import { lines } from '../raw-request.ts'

/** A request as it goes over the wire, one header field a line. */
export interface NastyRequest {
  readonly bytes: string
  /** Whether anybody can read it at all; what cannot be read is answered 400, or not at all. */
  readonly isMeantWell: boolean
}

type Random = () => number

const methods = 'GET GET GET POST PUT PATCH DELETE HEAD OPTIONS TRACE PROPFIND QUERY'.split(' ')

/** What stands in place of a part of a path, or behind it. */
const parts = [
  '%00',
  '%2f',
  '%2F..%2f',
  '..',
  '.',
  '%2e%2e',
  '%',
  '%zz',
  '%ff%fe',
  '%c0%80',
  '%ed%a0%80',
  '%0d%0aX:%20y',
  '%5c',
  ';x=1',
  '*',
  '{id}',
  ':id',
  "'",
  '%22',
  '%3Cscript%3E',
  '%F0%9F%8C%B5',
  'x'.repeat(4_000),
  '%41'.repeat(1_000),
  '00000000-0000-0000-0000-000000000000',
  '-1',
  '9'.repeat(40),
  '1e400',
  '__proto__',
  'constructor',
  '',
  ' ',
]

const targets = [
  '//evil.example/',
  '/\\evil.example',
  '*',
  '/?',
  '/#x',
  'http://[::1',
  'http://',
  'ftp://evil.example/x',
  '/..//..//etc/passwd',
]

const queries = [
  '',
  '?',
  '?a',
  '?=&=&=',
  '?%00=%00',
  '?x=%00',
  '?x=%ff',
  '?x=1&x=2',
  '?x[]=1',
  '?x[y]=1',
  '?__proto__[x]=1',
  '?lang=%00',
  '?lang=xx',
  '?limit=-1',
  '?limit=1e9',
  '?limit=%00',
  '?after=%00',
  '?cursor=%ff',
  '?page[number]=0&page[size]=-1',
  `?x=${'y'.repeat(6_000)}`,
  `?${'a&'.repeat(2_000)}`,
  '?continuationToken=%00',
  '?state=%0d%0aSet-Cookie:x=y',
  '?request=x.y.z',
]

const values: Readonly<Record<string, readonly string[]>> = {
  Host: [
    'evil.example',
    'localhost:99999',
    '[::1]',
    '',
    'a b',
    'a,b',
    'a/b',
    '%00',
    'x'.repeat(3_000),
    '\xe5',
    '..',
    ':',
  ],
  Authorization: [
    'Basic',
    'Basic ',
    'Basic =',
    'Basic !!!',
    `Basic ${Buffer.from('a\0b:c').toString('base64')}`,
    'Basic Og==',
    'Bearer',
    'Bearer ',
    'Bearer x y',
    'bearer a.b.c',
    `Bearer ${'x'.repeat(8_000)}`,
    'Bearer \xff',
    'Bearer eyJhbGciOiJub25lIn0.e30.',
    'DPoP x',
    'Digest x',
    'Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJcdWQ4MDAifQ.AA',
    'Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOnt9fQ.AA',
    'Bearer e30.bnVsbA.AA',
  ],
  DPoP: [
    '',
    'x.y.z',
    'x y',
    '\xff',
    'a, b',
    'eyJhbGciOiJFUzI1NiIsInR5cCI6ImRwb3Arand0IiwiandrIjpudWxsfQ.e30.AA',
    'eyJhbGciOiJFUzI1NiIsInR5cCI6ImRwb3Arand0IiwiandrIjp7Imt0eSI6IkVDIn19.bnVsbA.AA',
    'x'.repeat(8_000),
  ],
  'Client-Cert': ['', ':AAAA:', ':', '::', '-----BEGIN%20CERTIFICATE-----', '%', '\xff', 'x'.repeat(8_000)],
  'Content-Type': [
    '',
    'application/json; charset=utf-16',
    'text/plain',
    'application/json;',
    '/',
    'a/b/c',
    'multipart/form-data',
    '\xff',
    'application/x-www-form-urlencoded; charset=x',
  ],
  Accept: [
    '',
    '*/*;q=0',
    'text/html;q=x',
    ','.repeat(2_000),
    'application/vnd.api+json; ext="x"',
    'image/png',
    '\xff',
  ],
  'Accept-Language': ['', '*', 'xx', 'nb;q=2', `${'nb,'.repeat(1_500)}`, '\xff', 'nb-\x7f'],
  'Accept-Encoding': ['', 'identity;q=0', 'gzip;q=x', '*;q=0'],
  Cookie: [
    '',
    '=',
    ';;;',
    'session',
    'session=',
    'session=%00',
    'session="',
    `session=${'x'.repeat(8_000)}`,
    '__Host-session=x',
    'session=\xff',
    'login_x=1; _session=1; _interaction=x',
    '__proto__=x',
  ],
  'X-Forwarded-For': ['evil', '1.2.3.4, ', '::1, x', ','.repeat(2_000), '<script>', '\xff'],
  'X-Forwarded-Host': ['evil.example', 'a b', '\xff'],
  'X-Forwarded-Proto': ['https', 'javascript', ''],
  'X-Request-Id': ['', 'x', 'x'.repeat(5_000), '"}\\n{', '\xff', 'ok-id-12345'],
  traceparent: [
    '00-0-0-0',
    '',
    `00-${'0'.repeat(32)}-${'0'.repeat(16)}-00`,
    `ff-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    '\xff',
    'x'.repeat(3_000),
  ],
  tracestate: ['=', ','.repeat(500)],
  'Content-Encoding': ['gzip', 'br', 'identity, gzip', ''],
  'If-None-Match': ['*', '"', 'W/', '\xff'],
  'If-Modified-Since': ['x', ''],
  Range: ['bytes=0-', 'bytes=9-1', 'x'],
  Origin: ['null', 'http://evil.example', '://', '\xff', ''],
  'Sec-Fetch-Site': ['cross-site', 'x'],
  'Idempotency-Key': ['', 'x'.repeat(5_000), '\xff', '__proto__'],
  SenderGLN: ['', '\xff', '9'.repeat(50)],
  'User-Agent': ['', '\xff', 'x'.repeat(3_000)],
  'X-HTTP-Method-Override': ['DELETE'],
  Connection: ['upgrade', 'close, te', 'host'],
  Upgrade: ['websocket', 'h2c'],
  Expect: ['100-continue', 'x'],
  TE: ['trailers', 'chunked'],
  'Max-Forwards': ['0'],
}

const bodies = ['', '{}', 'a=b', '\xff\xfe', '{"a":"\\ud800"}', 'a=%00', '<x/>', '[]', 'null']

/** A request for one of these paths, out of joint in one or several places. */
export function nastyRequest(paths: readonly string[], random: Random): NastyRequest {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const target =
    random() < 0.1
      ? pick(targets)
      : outOfJoint(pick(paths), { pick, random }) + (random() < 0.4 ? pick(queries) : '')
  const names = Array.from({ length: Math.floor(random() * 4) }, () => pick(Object.keys(values)))
  const fields = names.map(name => `${name}: ${pick(values[name]!)}`)
  const hasHost = names.includes('Host')
  const method = pick(methods)
  const body = method === 'GET' || method === 'HEAD' ? '' : pick(bodies)
  return {
    isMeantWell: !/[ #\\]|^\*/.test(target) && /^[/h]/.test(target),
    bytes: lines(
      `${method} ${target} HTTP/1.1`,
      ...(hasHost && random() < 0.7 ? [] : ['Host: localhost']),
      ...fields,
      ...(body ? [`Content-Length: ${body.length}`] : []),
      'Connection: close',
      '',
      body,
    ),
  }
}

function outOfJoint(
  path: string,
  { pick, random }: { pick: <T>(from: readonly T[]) => T; random: Random },
): string {
  const all = path.replace(/\{\w+\}/g, () => pick(parts)).split('/')
  const at = 1 + Math.floor(random() * all.length)
  if (random() < 0.3) all[at] = pick(parts)
  if (random() < 0.1) all.splice(at, 0, pick(parts))
  return all.join('/') + (random() < 0.1 ? pick(parts) : '')
}
