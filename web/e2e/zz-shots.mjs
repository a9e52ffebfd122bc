import { chromium } from 'playwright-core'
const [url, email, password] = process.argv.slice(2)
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--use-angle=swiftshader','--enable-unsafe-swiftshader','--disable-background-networking'] })
const log = (...a) => console.log(...a)
for (const [name, size, scheme] of [['1440',{width:1440,height:900},'light'],['390',{width:390,height:844},'dark'],['1024',{width:1024,height:768},'light']]) {
  const context = await browser.newContext({ viewport: size, colorScheme: scheme })
  const page = await context.newPage()
  page.on('pageerror', (e) => log('pageerror', e.message.slice(0,300)))
  page.on('console', (m) => m.type()==='error' && log('console', m.text().slice(0,200)))
  await page.goto(`${url}/public/parking`); await page.waitForTimeout(9000)
  await page.screenshot({ path: `/tmp/shots-heat/public-${name}-${scheme}.png`, fullPage: name==='390' })
  await context.close()
}
const context = await browser.newContext({ viewport: {width:1440,height:900} })
const page = await context.newPage()
page.on('pageerror', (e) => log('pageerror', e.message.slice(0,300)))
await page.goto(`${url}/sign-in`)
await page.getByLabel(/Adresse|E-mail/i).fill(email)
await page.getByLabel(/Mot de passe/i).fill(password)
await page.getByRole('button', { name: /Se connecter|connexion/i }).click()
await page.waitForTimeout(6000)
log('at', page.url())
if (page.url().includes('password')) {
  const boxes = page.locator('input[type=password]'); const n = await boxes.count()
  const next = 'un-mot-de-passe-long-1'
  for (let i=0;i<n;i++) await boxes.nth(i).fill(i===0 && n===3 ? password : next)
  await page.getByRole('button').last().click(); await page.waitForTimeout(5000); log('after', page.url())
}
for (const [name, path] of [['parking','/use-cases/parking'],['heat','/use-cases/heat'],['map','/map']]) {
  await page.goto(`${url}${path}`); await page.waitForTimeout(12000)
  await page.screenshot({ path: `/tmp/shots-heat/${name}.png`, fullPage: true })
  log(name, page.url())
}
await browser.close()
