// Before the first paint and the first module. A file, as the page's policy (default-src 'self') refuses inline scripts.
try {
  const theme = localStorage.getItem('trame.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage refused by the browser: the system theme stays.
}
// zod compiles schemas with `new Function` where it may; the policy refuses that too, so it need not try.
globalThis.__zod_globalConfig = { jitless: true }
