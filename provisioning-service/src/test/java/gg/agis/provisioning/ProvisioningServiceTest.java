package gg.agis.provisioning;

import gg.agis.sandbox.junit.WithKafka;
import gg.agis.sandbox.junit.WithKubernetes;
import gg.agis.sandbox.junit.WithPostgres;
import gg.agis.sandbox.junit.WithStorage;
import gg.agis.sandbox.junit.WithTokens;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** The whole service against real servers; every class that says this shares one context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithPostgres(schema = "provisioning")
@WithKafka
@WithKubernetes
@WithStorage
@WithTokens(service = "provisioning")
@ExtendWith(TreasuryStandIn.class)
@Import(TestWorld.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            // Nobody here kills Postgres: what is shown does not hang on the disk having it at each of very many
            // commits.
            "spring.datasource.hikari.connection-init-sql=SET synchronous_commit = off",
            "agis.provisioning.billing.timeout=1s",
            "agis.provisioning.cluster.timeout=1s",
            "agis.provisioning.save.image=registry.test/agis/saver:1",
            "agis.provisioning.save.encryption-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            "agis.provisioning.save.kept-max=16"
        })
public @interface ProvisioningServiceTest {}
