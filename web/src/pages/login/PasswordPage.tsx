import { Card } from 'antd';
import { useNavigate } from 'react-router';
import { useTexts } from '../../i18n';
import { PageHead } from '../../ui/PageHead';
import { PasswordForm } from './PasswordForm';

/** One's own password. */
export function PasswordPage() {
    const { t } = useTexts();
    const navigate = useNavigate();
    return (
        <>
            <PageHead title={t('shell.password')} note={t('login.change.ends')} />
            <Card style={{ maxWidth: 480 }}>
                <PasswordForm done={() => void navigate('/')} />
            </Card>
        </>
    );
}
