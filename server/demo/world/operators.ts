/** Who logs in to the console of the demo; the last is somebody whom nobody gave a role. */
export const operators = [
  { username: 'astrid', name: 'Astrid Berg', role: 'administrator' },
  { username: 'stian', name: 'Stian Haugen', role: 'support' },
  { username: 'rigmor', name: 'Rigmor Lie', role: 'auditor' },
  { username: 'gunnar', name: 'Gunnar Gjest', role: undefined },
] as const
