"""What validation found, as text: for people, machines and the services that CI reports to."""
