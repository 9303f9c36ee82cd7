package gg.agis.experiments;

import gg.agis.sandbox.junit.WithKafka;
import gg.agis.sandbox.junit.WithPostgres;
import gg.agis.sandbox.junit.WithTokens;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** The whole service against real servers; every class that says this shares one context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithPostgres(schema = "experiments")
@WithKafka
@WithTokens(service = "experiments")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "agis.experiments.results.watch-pause=500ms")
@Import(TestTime.class)
public @interface ExperimentsServiceTest {}
