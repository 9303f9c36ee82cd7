package gg.agis.common.token;

import gg.agis.common.web.Problem;
import gg.agis.common.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in only what another service vouches for; what is public comes as anonymous, and with a token as well. */
final class TokenFilter extends OncePerRequestFilter {

    static final String CALLER = Caller.class.getName();

    private static final String BEARER = "Bearer ";

    private final TokenVerifier verifier;
    private final ProblemWriter problems;

    TokenFilter(TokenVerifier verifier, ProblemWriter problems) {
        this.verifier = verifier;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller;
        try {
            caller = verifier.verify(tokenOf(request));
        } catch (Problem refused) {
            problems.write(response, refused);
            return;
        }
        request.setAttribute(CALLER, caller);
        chain.doFilter(new Known(request, caller), response);
    }

    private static String tokenOf(HttpServletRequest request) {
        var headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (headers.size() != 1 || !headers.getFirst().startsWith(BEARER)) {
            throw Problem.unauthenticated(
                    "This service answers only those it knows. Go through the gateway, with a token of your own.");
        }
        return headers.getFirst().substring(BEARER.length());
    }

    /** Whoever only needs a name has the servlet's way to ask for it. */
    private static final class Known extends HttpServletRequestWrapper {

        private final Caller caller;

        Known(HttpServletRequest request, Caller caller) {
            super(request);
            this.caller = caller;
        }

        @Override
        public String getRemoteUser() {
            return caller.subject();
        }

        @Override
        public Principal getUserPrincipal() {
            return caller::subject;
        }
    }
}
