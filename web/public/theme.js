try {
  const theme = localStorage.getItem('trame.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage refused by the browser: the system theme stays.
}
