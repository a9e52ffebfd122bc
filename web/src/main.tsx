import '@fontsource-variable/source-sans-3/wght.css'
import './ui/tokens.css'
import './ui/base.css'
import './ui/mantine.ts'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api/query-client.ts'
import './i18n/index.ts'
import { router } from './routes.tsx'
import { theme } from './ui/mantine.ts'
import { useResolvedTheme } from './ui/theme-choice.ts'

function App() {
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={useResolvedTheme()}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Notifications position="bottom-center" limit={4} />
      </QueryClientProvider>
    </MantineProvider>
  )
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
