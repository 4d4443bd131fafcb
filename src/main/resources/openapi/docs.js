window.ui = SwaggerUIBundle({
  dom_id: "#docs",
  url: "v1/openapi.yaml",
  deepLinking: true,
  docExpansion: "list",
  filter: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  // Otherwise Swagger UI sends the address of the contract to a validator on the internet.
  validatorUrl: null,
});
