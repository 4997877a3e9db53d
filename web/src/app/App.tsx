import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router';
import { Problem } from '../api/client';
import { TextsProvider } from '../i18n';
import { ThemeProvider } from '../ui/theme';
import { router } from './routes';

const client = new QueryClient({
    defaultOptions: {
        queries: {
            staleTime: 5_000,
            refetchOnWindowFocus: false,
            // What the manager refuses it refuses again; only a lost connection is tried once more.
            retry: (count, error) => count < 1 && error instanceof Problem && error.status === 0,
        },
    },
});

export function App() {
    return (
        <QueryClientProvider client={client}>
            <TextsProvider>
                <ThemeProvider>
                    <RouterProvider router={router} />
                </ThemeProvider>
            </TextsProvider>
        </QueryClientProvider>
    );
}
