import { z } from 'zod'

// zod compiles schemas with `new Function` where it may; the page's policy refuses that. First import of the page.
z.config({ jitless: true })
