package gg.agis.sandbox.web;

/** A request that cannot be served; the sentence goes to the caller. */
public final class Refusal extends RuntimeException {

    private final int status;

    public Refusal(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    public static Refusal badRequest(String sentence) {
        return new Refusal(400, sentence);
    }

    int status() {
        return status;
    }

    Answer answer() {
        return Answer.json(status, new Said(String.valueOf(getMessage())));
    }

    private record Said(String error) {}
}
