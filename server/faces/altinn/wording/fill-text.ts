/** The text with `{name}` replaced by the value of that name, whatever its case, once. A name without a value stays. */
export function fillText(text: string, values: Readonly<Record<string, string>>): string {
  const known = new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]))
  return text.replace(/\{([^{}]+)\}/g, (whole, name: string) => known.get(name.toLowerCase()) ?? whole)
}
