/** Whether an `Accept` header takes this media type, by its name or with a star; everything is taken when it says nothing. */
export function takes(accept: string | undefined, mediaType: string): boolean {
  if (!accept?.trim()) return true
  const [type] = mediaType.split('/')
  const names = [mediaType, `${type}/*`, '*/*']
  return accept.split(',').some(range => {
    const [name = '', ...parameters] = range.split(';').map(part => part.trim().toLowerCase())
    return names.includes(name) && !parameters.some(parameter => /^q=0(\.0*)?$/.test(parameter))
  })
}
