/** Schemes that run or open something where an address is expected, also behind another one (`view-source:javascript:`). */
const dangerous = ['javascript', 'data', 'vbscript', 'file', 'blob', 'about']

/** Whether a browser may be sent there: an absolute web address, or one of an app. */
export function isRedirectUrl(text: string): boolean {
  const [, schemes] = /^((?:[A-Za-z][A-Za-z0-9+.-]*:)+)[^\s\p{Cc}]+$/u.exec(text) ?? []
  if (schemes === undefined || !URL.canParse(text)) return false
  const [scheme = '', ...inner] = schemes.toLowerCase().split(':')
  if ([scheme, ...inner].some(one => dangerous.includes(one))) return false
  return !/^https?$/.test(scheme) || /^https?:\/\/[^/\\]/i.test(text)
}
