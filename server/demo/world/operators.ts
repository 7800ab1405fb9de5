/** Who logs in to the console of the demo. */
const withRole = [
  { username: 'astrid', name: 'Astrid Berg', role: 'administrator' },
  { username: 'stian', name: 'Stian Haugen', role: 'support' },
  { username: 'rigmor', name: 'Rigmor Lie', role: 'auditor' },
] as const

/** The last is somebody whom nobody gave a role. */
export const operators = [...withRole, { username: 'gunnar', name: 'Gunnar Gjest', role: undefined }] as const

export const operatorsWithRole = withRole.map(({ username, role }) => ({ username, role }))
