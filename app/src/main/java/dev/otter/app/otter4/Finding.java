package dev.otter.app.otter4;

/**
 * What became of one thing or one of its parameters.
 *
 * @param outcome what became of it
 * @param subject what it is about
 * @param parameter the parameter's name in Otter 4; empty when the whole thing is meant
 * @param value its value there; hidden when it is a secret
 * @param text under which key it is found, or why it is not, and what to do
 */
record Finding(Outcome outcome, Subject subject, String parameter, String value, String text) {

    /** What can become of something. */
    enum Outcome {
        /** It is there as it was. */
        CARRIED("carried over"),
        /** It is there in another form. */
        CHANGED("carried over in another form"),
        /** It has no meaning here. */
        NOT_NEEDED("not needed"),
        /** It is not there. */
        LEFT_OUT("left out"),
        /** Somebody has to do something. */
        TO_DO("to do");

        private final String title;

        Outcome(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }
}
