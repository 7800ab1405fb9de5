const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g

/** Whether an object in a text that is JSON has two members of one name, of which readers see one or the other. */
export function hasTwinMembers(json: string): boolean {
  const open: Set<string>[] = []
  let last = ''
  for (const [token] of json.matchAll(tokens)) {
    if (token === '{' || token === '[') open.push(new Set())
    else if (token === '}' || token === ']') open.pop()
    else if (token === ':') {
      const [names, name] = [open.at(-1), JSON.parse(last) as string]
      if (names?.has(name)) return true
      names?.add(name)
    }
    last = token
  }
  return false
}
